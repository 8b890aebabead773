// What the slots of the board's nodes are stamped with.
#pragma once

#include "core/blackboard.hpp"
#include "core/messages/clock_state.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

class BoardTime {
public:
    /// `clock_node` drives simulated time; empty: stamps are CLOCK_MONOTONIC.
    explicit BoardTime(const std::string& clock_node);

    /// `now` is the time on CLOCK_MONOTONIC. The start of time before the clock has one.
    Time look(Blackboard& board, Time now);

private:
    StepContext context_;
    InputPort clock_;
};

}  // namespace seqboard
