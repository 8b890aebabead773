# find_package(seqboard): seqboard::core, seqboard::testing, seqboard::drivers, seqboard_add_node(), seqboard_add_node_test().
include(CMakeFindDependencyMacro)
find_dependency(Threads)
include(${CMAKE_CURRENT_LIST_DIR}/seqboardTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/seqboard_add_node.cmake)
