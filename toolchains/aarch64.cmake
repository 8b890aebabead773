# AArch64 boards, with Debian's arm64 compiler and libraries.
set(SEQBOARD_PRESET aarch64)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_STRIP aarch64-linux-gnu-strip)
set(CMAKE_CROSSCOMPILING_EMULATOR "qemu-aarch64")
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
