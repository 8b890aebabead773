// What one step of a node shares with its ports.
#pragma once

#include <cstdint>
#include <limits>

#include "core/time.hpp"

namespace seqboard {

/// Kept by the runner, one per node; its ports point at it. No locks: a node's ports belong to the thread that steps it.
struct StepContext {
    static constexpr std::uint64_t kNoSource = std::numeric_limits<std::uint64_t>::max();

    Time now{};                                  ///< the step's time: one look at the clock per step, not one per read
    std::uint64_t oldest_source_ns = kNoSource;  ///< of the samples read so far in this step: the lineage of what it writes

    void begin(Time step_time) noexcept {
        now = step_time;
        oldest_source_ns = kNoSource;
    }
};

}  // namespace seqboard
