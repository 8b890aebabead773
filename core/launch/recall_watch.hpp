// When a node that has died may start again in simulated time: the coordinator of the lock-step calls it back.
#pragma once

#include "core/blackboard.hpp"
#include "core/messages/clock_state.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

/// The pause before a restart passes on the board's clock, and the clock stands while the process starts: so the same run with the same kill
/// has the same samples.
class RecallWatch {
public:
    /// `coordinator` drives the clock, `node` follows it.
    RecallWatch(const std::string& coordinator, const std::string& node);

    /// Its process has ended.
    void begin(Blackboard& board);

    /// Whether its pause is over, by the coordinator's word; nothing where no simulated time runs, and the pause is one of real time.
    std::optional<bool> is_over(Blackboard& board);

private:
    StepContext context_;
    InputPort clock_;
    InputPort turn_;
    std::uint32_t seen_ = 0;  ///< sequence of the newest turn when it ended
};

}  // namespace seqboard
