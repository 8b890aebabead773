# `./dev coverage`. seqboard_count_branches(): what this folder and those below it compile counts how often each branch is taken. Only core and its
# tests do (what a header of core becomes in a test is counted as well); the other folders are compiled as in x86-release: as fast, and the
# compiler cache has them.
macro(seqboard_count_branches)
    if(SEQBOARD_COVERAGE)
        add_compile_options(-O0 --coverage -fprofile-update=atomic)
    endif()
endmacro()

if(SEQBOARD_COVERAGE)
    add_library(seqboard_kept_counts STATIC tests/coverage/kept_counts.cpp)
    # libgcov itself may be the first to call abort(), when the linker has left our library behind: so it is taken in any case.
    add_link_options(--coverage LINKER:--wrap=_exit,--wrap=abort,--wrap=execv,--wrap=execvp,--undefined=__wrap_abort)
    link_libraries($<BUILD_INTERFACE:seqboard_kept_counts>)
endif()
