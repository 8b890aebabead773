#include "core/launch/board_time.hpp"

namespace seqboard {

BoardTime::BoardTime(const std::string& clock_node) : clock_{"clock", slot_spec<ClockState>("clock"), kForever, context_} {
    clock_.rename(clock_.slot(), clock_node);
}

Time BoardTime::look(Blackboard& board, Time now) {
    if (clock_.owner().empty()) return now;
    if (clock_.lost(board, false) && !clock_.connect(board)) return Time{};
    SampleHeader header;
    ClockState state;
    return clock_.ring.latest(header, &state, sizeof state) == Copied::kWhole ? time_from_ns(state.now_ns) : Time{};
}

}  // namespace seqboard
