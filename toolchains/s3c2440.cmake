# S3C2440-class boards: ARM920T (ARMv4T), soft float, static programs.
#
# The toolchain: $SEQBOARD_S3C2440_TOOLCHAIN if set (a folder with bin/*-g++, such as Buildroot's output/host for BR2_arm920t or
# crosstool-NG's x-tools/<tuple>), else the one that `./dev toolchain s3c2440` has built.
set(SEQBOARD_PRESET s3c2440)
set(CMAKE_SYSTEM_PROCESSOR armv4t)

if(DEFINED ENV{SEQBOARD_S3C2440_TOOLCHAIN})
    set(_root $ENV{SEQBOARD_S3C2440_TOOLCHAIN})
else()
    execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/build_s3c2440.sh --print-root OUTPUT_VARIABLE _root OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
file(GLOB _compilers ${_root}/bin/arm*-linux-*g++)
list(SORT _compilers)
if(NOT _compilers)
    message(FATAL_ERROR "No ARMv4T compiler in ${_root}/bin: run ./dev toolchain s3c2440, or set SEQBOARD_S3C2440_TOOLCHAIN to the folder of yours")
endif()
list(GET _compilers 0 CMAKE_CXX_COMPILER)
string(REGEX REPLACE "g\\+\\+$" "gcc" CMAKE_C_COMPILER ${CMAKE_CXX_COMPILER})
string(REGEX REPLACE "g\\+\\+$" "" _prefix ${CMAKE_CXX_COMPILER})
set(CMAKE_STRIP ${_prefix}strip)

set(CMAKE_C_FLAGS_INIT "-mcpu=arm920t -mfloat-abi=soft")
set(CMAKE_CXX_FLAGS_INIT "-mcpu=arm920t -mfloat-abi=soft")
# The only ARMv4T core that qemu-user has: it stops ARMv5 code with SIGILL.
set(CMAKE_CROSSCOMPILING_EMULATOR "qemu-arm;-cpu;ti925t")
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
