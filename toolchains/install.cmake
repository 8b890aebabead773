# cmake --install: programs, headers, libraries, node sets, and what find_package(seqboard) needs.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(SEQBOARD_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/seqboard)

# Every program of nodes/ and below: `seqboard up` looks for them beside itself. The board's one program goes into bundles.
function(seqboard_install_programs folder)
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target ${targets})
        get_target_property(type ${target} TYPE)
        if(type STREQUAL EXECUTABLE AND NOT target STREQUAL seqboard_multicall)
            install(TARGETS ${target} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
        endif()
    endforeach()
    get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(inner ${folders})
        seqboard_install_programs(${inner})
    endforeach()
endfunction()

install(TARGETS seqboard seqboard_agent RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
seqboard_install_programs(${PROJECT_SOURCE_DIR}/nodes)

# What a user's node links and includes; the launcher and the command line are programs, not libraries.
install(TARGETS seqboard_core seqboard_testing seqboard_drivers EXPORT seqboardTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY core drivers DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/seqboard
    FILES_MATCHING PATTERN "*.hpp" PATTERN core/cli EXCLUDE PATTERN core/hil EXCLUDE PATTERN core/launch EXCLUDE PATTERN core/deploy EXCLUDE)

install(EXPORT seqboardTargets NAMESPACE seqboard:: DESTINATION ${SEQBOARD_PACKAGE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/seqboardConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES toolchains/seqboardConfig.cmake toolchains/seqboard_add_node.cmake ${PROJECT_BINARY_DIR}/seqboardConfigVersion.cmake
    DESTINATION ${SEQBOARD_PACKAGE_DIR})

install(DIRECTORY config DESTINATION ${CMAKE_INSTALL_DATADIR}/seqboard)

# The completion script is written by the program itself, so it is made where that can run.
if(NOT CMAKE_CROSSCOMPILING OR CMAKE_CROSSCOMPILING_EMULATOR)
    add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/seqboard.bash
        COMMAND seqboard completion bash > ${PROJECT_BINARY_DIR}/seqboard.bash
        DEPENDS seqboard COMMENT "Writing the bash completion" VERBATIM)
    add_custom_target(seqboard_completion ALL DEPENDS ${PROJECT_BINARY_DIR}/seqboard.bash)
    install(FILES ${PROJECT_BINARY_DIR}/seqboard.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME seqboard)
endif()
