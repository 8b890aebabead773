// Starts a node's process so that it does not outlive its supervisor, unless it is meant to.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace seqboard {

/// Starts the program in a session and process group of its own, stdout and stderr to `log`, stdin from nowhere.
/// `death_signal` is what the kernel sends it when the supervisor dies; 0: nothing. Returns its process id, or -1 with errno.
pid_t start_child(const std::vector<std::string>& command_line, int log, int death_signal);

/// Signals the process and everything it has started.
void signal_group(pid_t pid, int signal);

/// Takes the exit code of a child that has ended (128 + signal if it was killed) and kills the helpers it has left in its
/// group; nothing if it lives.
std::optional<int> reap_child(pid_t pid);

/// Best effort: the kernel should rather kill a node than its supervisor when memory is short. Children undo it.
void spare_from_oom();

}  // namespace seqboard
