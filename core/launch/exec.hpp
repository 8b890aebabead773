// The last step of a forked child, and what its end means.
#pragma once

#include <string>
#include <vector>

namespace seqboard {

/// Becomes the program (of another architecture: its emulator, see emulator.hpp), with default signal handling and nothing on stdin.
/// If that fails, says so on stderr and exits 127. Everything that starts programs comes through here.
[[noreturn]] void exec_or_exit(const std::vector<std::string>& command_line);

/// The exit code in a waitpid() status; 128 + signal for a process that was killed, as shells count.
int exit_code_of(int status);

}  // namespace seqboard
