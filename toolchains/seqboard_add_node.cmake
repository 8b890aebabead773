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
