// Starts a node's process so that it does not outlive its supervisor, unless it is meant to.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "core/launch/limits_rule.hpp"
#include "core/launch/schedule_rule.hpp"

namespace seqboard {

/// What a child is given beside its command line.
struct ChildSetup {
    ScheduleRule schedule{};
    LimitsRule limits{};
    int ready_descriptor = -1;  ///< it inherits this one as the number in SEQBOARD_READY_FD
    bool has_settings() const { return schedule != ScheduleRule{} || limits != LimitsRule{}; }
};

/// Starts the program in a session and process group of its own, stdout and stderr to `log`, stdin from nowhere.
/// `death_signal` is what the kernel sends it when the supervisor dies; 0: nothing. Returns its process id, or -1 with errno.
/// With settings it waits until the program runs, as posix_spawn() does, and `refused` gets a sentence about those that the system
/// does not allow; the child runs without them.
pid_t start_child(const std::vector<std::string>& command_line, int log, int death_signal, const ChildSetup& setup = {},
                  std::string* refused = nullptr);

/// Signals the process and everything it has started.
void signal_group(pid_t pid, int signal);

/// Takes the exit code of a child that has ended (128 + signal if it was killed) and kills the helpers it has left in its
/// group; nothing if it lives.
std::optional<int> reap_child(pid_t pid);

/// Best effort: the kernel should rather kill a node than its supervisor when memory is short. Children undo it.
void spare_from_oom();

}  // namespace seqboard
