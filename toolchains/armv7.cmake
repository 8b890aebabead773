# ARMv7-A boards, hard float, with Debian's armhf compiler and libraries.
set(SEQBOARD_PRESET armv7)
set(CMAKE_SYSTEM_PROCESSOR armv7)
set(CMAKE_C_COMPILER arm-linux-gnueabihf-gcc)
set(CMAKE_CXX_COMPILER arm-linux-gnueabihf-g++)
set(CMAKE_STRIP arm-linux-gnueabihf-strip)
set(CMAKE_CROSSCOMPILING_EMULATOR "qemu-arm;-cpu;cortex-a7")
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
