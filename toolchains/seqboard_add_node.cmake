# seqboard_add_node(NAME SOURCES file... [LINK target...])
#
# A node program. NAME is the node class in snake case (range_node for RangeNode); node sets name it as their `type`.
function(seqboard_add_node name)
    cmake_parse_arguments(NODE "" "" "SOURCES;LINK" ${ARGN})
    if(NOT NODE_SOURCES)
        message(FATAL_ERROR "seqboard_add_node(${name}): SOURCES is missing, for example SOURCES ${name}.cpp")
    endif()
    add_executable(${name} ${NODE_SOURCES})
    target_link_libraries(${name} PRIVATE seqboard::core ${NODE_LINK})
    if(TARGET seqboard_warnings)
        target_link_libraries(${name} PRIVATE seqboard_warnings)
    endif()
endfunction()

# seqboard_add_node_test(NAME SOURCES file... [LINK target...])
#
# A program of tests on the bench, known to ctest. One of its files defines CATCH_CONFIG_MAIN. Without Catch2 it is left out.
function(seqboard_add_node_test name)
    cmake_parse_arguments(TEST "" "" "SOURCES;LINK" ${ARGN})
    find_package(Catch2 2 QUIET)
    if(NOT Catch2_FOUND)
        message(WARNING "${name} is not built: Catch2 version 2 is missing (Debian: apt-get install catch2)")
        return()
    endif()
    add_executable(${name} ${TEST_SOURCES})
    target_link_libraries(${name} PRIVATE seqboard::testing Catch2::Catch2 ${TEST_LINK})
    add_test(NAME ${name} COMMAND ${name})
endfunction()
