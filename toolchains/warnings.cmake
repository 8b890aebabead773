# How our own code is compiled. Linked PRIVATE, so that none of it reaches a user's targets. gcc 12 sees overlaps and overflows in additions of
# strings where there are none (its bugs 105651 and 105329), depending on what else a file includes: clang and the sanitizers look for those.
add_library(seqboard_warnings INTERFACE)
target_compile_options(seqboard_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Wundef -Wno-psabi
    "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>"
    $<$<BOOL:${SEQBOARD_WERROR}>:-Werror>)

if(SEQBOARD_SANITIZE)
    add_compile_options(-fsanitize=${SEQBOARD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    # What AddressSanitizer knows of every variable holds addresses: to move a program means to write millions of them at each start.
    add_link_options(-fsanitize=${SEQBOARD_SANITIZE} $<$<CXX_COMPILER_ID:GNU>:-no-pie>)
endif()
