// What a node's step is told.
#pragma once

#include <cstdint>

#include "core/time.hpp"

namespace seqboard {

struct Tick {
    Time now{};               ///< the board's time when the step begins; every age in this step is judged by it
    Duration period{};        ///< time between steps as planned; zero for a triggered node
    std::uint32_t count = 0;  ///< steps so far in this process; wraps
};

}  // namespace seqboard
