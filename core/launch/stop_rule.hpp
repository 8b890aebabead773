// How a process is stopped.
#pragma once

#include <signal.h>

#include "core/time.hpp"

namespace seqboard {

struct StopRule {
    int signal = SIGTERM;
    Duration timeout = std::chrono::seconds{2};  ///< then SIGKILL
    bool whole_group = true;                     ///< the signals go to all that it has started, too
    bool operator==(const StopRule&) const = default;
};

}  // namespace seqboard
