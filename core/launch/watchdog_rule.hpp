// What a node set says about the machine's hardware watchdog.
#pragma once

#include <string>
#include <vector>

#include "core/launch/placed.hpp"
#include "core/time.hpp"

namespace seqboard {

struct WatchdogRule {
    std::string device = "/dev/watchdog";
    Duration timeout = std::chrono::seconds{10};  ///< unfed for so long, the machine restarts
    std::vector<Placed<std::string>> nodes;       ///< whose health feeds it; empty: all
};

}  // namespace seqboard
