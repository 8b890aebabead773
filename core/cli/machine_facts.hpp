// What a machine says of itself, for the checks of `seqboard doctor`: this one's, or one's that a test makes up.
#pragma once

#include <string>

#include "core/time.hpp"

namespace seqboard::cli {

struct MachineFacts {
    std::string system;   ///< as uname says: "Linux"
    std::string release;  ///< "6.1.0"
    std::string version;  ///< "#1 SMP PREEMPT_RT ..."
    std::string processor;
    Duration timer_tick{};
    Duration timer_slack{};
    std::string root{};  ///< in front of /proc, /sys, /dev and /tmp

    static MachineFacts of_this_one();

    /// The first line of a file below the root, empty if it cannot be read: for /proc and /sys.
    std::string first_line(const std::string& path) const;
};

}  // namespace seqboard::cli
