// A slot as the supervisor looks at it: how old its newest sample is, and how many came since.
#pragma once

#include <optional>
#include <string>

#include "core/blackboard.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

class SlotWatch {
public:
    SlotWatch(const SlotSpec& slot, const std::string& writer);

    /// From here on samples count as new.
    void begin(Blackboard& board);

    /// Of the newest sample; nothing while there is none. `board_now` is on the clock that slots are stamped with.
    std::optional<Duration> age(Blackboard& board, Time board_now);

    /// Samples since begin().
    std::uint32_t fresh(Blackboard& board);

private:
    std::optional<SampleHeader> newest(Blackboard& board);

    StepContext context_;
    InputPort slot_;
    std::optional<SampleHeader> at_begin_;
};

}  // namespace seqboard
