# seqboard_small_code(TARGET...): what runs before and after the loop, and is the most of what ships. On a board it is compiled for size: flash
# is what boards lack. The loop's own code, core, drivers and nodes, stays as fast as it can be.
function(seqboard_small_code)
    if(NOT CMAKE_CROSSCOMPILING)
        return()
    endif()
    foreach(target ${ARGN})
        target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-Os>)
        set_target_properties(${target} PROPERTIES SEQBOARD_HEADERS seqboard_small_headers)
    endforeach()
endfunction()
