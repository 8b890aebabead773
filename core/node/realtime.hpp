// Real-time scheduling, if the system grants it.
#pragma once

#include <string>

namespace seqboard {

/// Locks and prefaults memory and sets SCHED_FIFO for this thread. Empty if all was granted, else what was missing and how
/// to get it; the node runs on without.
std::string become_realtime(int priority);

}  // namespace seqboard
