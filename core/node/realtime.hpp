// Real-time scheduling, if the system grants it.
#pragma once

#include <string>

namespace seqboard {

/// Locks the process's memory, present and future, and prefaults this thread's stack. Empty if it was granted, else what was missing
/// and how to get it.
std::string lock_memory();

/// Sets SCHED_FIFO for this thread and, unless told otherwise, locks memory. Empty if all was granted, else what was missing and how
/// to get it; the node runs on without.
std::string become_realtime(int priority, bool locks_memory = true);

}  // namespace seqboard
