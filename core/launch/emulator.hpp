// Programs of another architecture, run by an emulator: board programs and native ones in one node set.
#pragma once

#include <string>
#include <vector>

namespace seqboard {

/// The variables that name an emulator and its options, separated by blanks: SEQBOARD_EMULATOR_ARM="qemu-arm -cpu ti925t".
inline constexpr char kArmEmulator[] = "SEQBOARD_EMULATOR_ARM";          ///< for 32-bit ARM programs
inline constexpr char kAarch64Emulator[] = "SEQBOARD_EMULATOR_AARCH64";  ///< for 64-bit ARM programs

/// What goes before the program on its command line: the emulator's words if the file is an ELF program of an architecture that has one
/// in the environment, else nothing. Only the file counts: uname() lies in an emulated process, and a kernel may know a second
/// architecture.
std::vector<std::string> emulator_for(const std::string& program);

/// The variable that would make this program run; nothing if it is no ELF program of such an architecture.
const char* emulator_variable(const std::string& program);

}  // namespace seqboard
