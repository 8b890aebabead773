// When a process counts as ready, beside what its nodes say of themselves.
#pragma once

#include <string>
#include <vector>

#include "core/time.hpp"

namespace seqboard {

struct ReadyRule {
    bool notify = false;                 ///< a newline on the descriptor in SEQBOARD_READY_FD
    std::string slot{};                  ///< a sample of it written after the start; empty: none is asked for
    Duration delay{};                    ///< since the start
    std::vector<std::string> command{};  ///< ends with exit code 0; empty: none is run
    Duration timeout = std::chrono::seconds{10};
    bool operator==(const ReadyRule&) const = default;
};

}  // namespace seqboard
