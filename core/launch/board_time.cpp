#include "core/launch/board_time.hpp"

#include "core/port/newest_of_port.hpp"

namespace seqboard {

BoardTime::BoardTime(const std::string& clock_node) : clock_{"clock", slot_spec<ClockState>("clock"), kForever, context_} {
    clock_.rename(clock_.slot(), clock_node);
}

Time BoardTime::look(Blackboard& board, Time now) {
    if (clock_.owner().empty()) return now;
    const auto clock = newest<ClockState>(clock_, board);
    return clock ? time_from_ns(clock->value.now_ns) : Time{};
}

}  // namespace seqboard
