# What nearly every file includes is read once for all of them: the standard library, and Catch2 for tests. A build takes two thirds of the
# processor's time then. No header of ours is among them. Each file has to include what it uses all the same: x86-fuzz and x86-coverage, which
# go without this, do not compile where one is missing.
option(SEQBOARD_PRECOMPILE "Read the standard library's headers once for all files; wants gcc" ON)
if(SEQBOARD_COVERAGE OR NOT CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    set(SEQBOARD_PRECOMPILE OFF)
endif()

# gcc writes other bytes each time. To ccache they are what the sum beside them says: the compiler, the list, Catch2 (`dev` sets CCACHE_PCH_EXTSUM).
# Whoever reads such headers must be compiled as they are, -Wpedantic included. A target's property SEQBOARD_HEADERS names others than the
# standard ones.
execute_process(COMMAND ${CMAKE_CXX_COMPILER} --version OUTPUT_VARIABLE seqboard_compiler)

# seqboard_precompile(NAME header...): a target for others to read the standard headers from, and these.
function(seqboard_precompile name)
    set(headers ${ARGN}
        <algorithm> <array> <atomic> <chrono> <cmath> <cstdint> <cstdio> <cstring> <filesystem> <fstream> <functional> <map> <memory> <optional>
        <random> <set> <span> <sstream> <stdexcept> <string> <string_view> <utility> <variant> <vector>)
    string(SHA256 sum "${seqboard_compiler} ${headers} ${Catch2_VERSION}")
    file(CONFIGURE OUTPUT CMakeFiles/${name}.dir/cmake_pch.hxx.gch.sum CONTENT ${sum})
    set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "// Nothing: its headers are what is compiled.\n")
    add_library(${name} OBJECT ${source})
    target_link_libraries(${name} PRIVATE seqboard_warnings)
    target_precompile_headers(${name} PRIVATE ${headers})
endfunction()

# seqboard_use_precompiled(FOLDER): in all our programs and libraries of this folder and of those below it.
function(seqboard_use_precompiled folder)
    seqboard_targets_below(${folder} targets)
    foreach(target ${targets})
        get_target_property(libraries ${target} LINK_LIBRARIES)
        get_target_property(headers ${target} SEQBOARD_HEADERS)
        if(NOT headers)
            set(headers seqboard_standard_headers)
        endif()
        if(libraries MATCHES seqboard_warnings)
            target_precompile_headers(${target} REUSE_FROM ${headers})
        endif()
    endforeach()
endfunction()
