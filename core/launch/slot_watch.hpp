// A slot as the supervisor looks at it: how old its newest sample is, and how many came since.
#pragma once

#include <optional>

#include "core/blackboard.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

class SlotWatch {
public:
    /// `clock_driver`: the node that drives the board's time in a lock-step run, empty in real time.
    SlotWatch(const SlotSpec& slot, const std::string& writer, const std::string& clock_driver);

    /// From here on samples count as new.
    void begin(Blackboard& board);

    /// Of the newest sample, on the board's clock; nothing while there is none.
    std::optional<Duration> age(Blackboard& board, Time now);

    /// Samples since begin().
    std::uint32_t fresh(Blackboard& board);

private:
    std::optional<SampleHeader> newest(Blackboard& board);
    Time board_time(Blackboard& board, Time now);

    StepContext context_;
    InputPort slot_;
    std::optional<InputPort> clock_;
    std::optional<SampleHeader> at_begin_;
};

}  // namespace seqboard
