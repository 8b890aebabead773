# ARMv5TE boards, soft float, with Debian's armel compiler and libraries.
set(SEQBOARD_PRESET armv5)
set(CMAKE_SYSTEM_PROCESSOR armv5te)
set(CMAKE_C_COMPILER arm-linux-gnueabi-gcc)
set(CMAKE_CXX_COMPILER arm-linux-gnueabi-g++)
set(CMAKE_STRIP arm-linux-gnueabi-strip)
set(CMAKE_CROSSCOMPILING_EMULATOR "qemu-arm;-cpu;arm926")
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
