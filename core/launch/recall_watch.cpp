#include "core/launch/recall_watch.hpp"

namespace seqboard {

namespace {

template <class T>
std::optional<T> newest(InputPort& port, Blackboard& board, SampleHeader& header) {
    if (port.lost(board, false) && !port.connect(board)) return std::nullopt;
    T news;
    return port.ring.latest(header, &news, sizeof news) == Copied::kWhole ? std::optional{news} : std::nullopt;
}

}  // namespace

RecallWatch::RecallWatch(const std::string& coordinator, const std::string& node)
    : clock_{"clock", slot_spec<ClockState>("clock"), kForever, context_},
      turn_{"turn", slot_spec<ClockTurn>("clock." + node), kForever, context_} {
    clock_.rename(clock_.slot(), coordinator);
    turn_.rename(turn_.slot(), coordinator);
}

void RecallWatch::begin(Blackboard& board) {
    SampleHeader header;
    seen_ = newest<ClockTurn>(turn_, board, header) ? header.sequence : 0;
}

std::optional<bool> RecallWatch::is_over(Blackboard& board) {
    SampleHeader header;
    const auto clock = newest<ClockState>(clock_, board, header);
    if (!clock || clock->run != ClockRun::kRunning || !board.backend().owner(clock_.owner())) return std::nullopt;
    const auto turn = newest<ClockTurn>(turn_, board, header);
    return turn && turn->epoch == kRecallEpoch && header.sequence != seen_;
}

}  // namespace seqboard
