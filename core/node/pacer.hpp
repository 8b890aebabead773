// What makes a node step: its period, news on an input, or the turn a lock-step coordinator gives it.
#pragma once

#include <atomic>
#include <optional>

#include "core/time.hpp"

namespace seqboard {

/// A step that is due.
struct Turn {
    Time now{};                ///< the board's time of the step
    Duration late{};           ///< behind its time
    std::uint32_t missed = 0;  ///< periods that passed without a step
    std::uint32_t tick = 0;    ///< lock-step tick; zero in real time
};

class Pacer {
public:
    virtual ~Pacer() = default;

    /// Sleeps until the next step is due, at most about 100 ms: nothing then, so that the node can look after its ports,
    /// show that it lives, and notice that it was told to stop.
    virtual std::optional<Turn> wait() = 0;

    /// True while a simulated clock has stood still so long that actuators belong at their safe output.
    virtual bool stalled() const { return false; }
};

inline constexpr Duration kIdleSlice = std::chrono::milliseconds{100};

/// Set by SIGTERM and SIGINT; the same for all nodes of a process.
using StopFlag = std::atomic<bool>;

}  // namespace seqboard
