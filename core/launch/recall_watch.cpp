#include "core/launch/recall_watch.hpp"

#include "core/port/newest_of_port.hpp"

namespace seqboard {

RecallWatch::RecallWatch(const std::string& coordinator, const std::string& node)
    : clock_{"clock", slot_spec<ClockState>("clock"), kForever, context_},
      turn_{"turn", slot_spec<ClockTurn>("clock." + node), kForever, context_} {
    clock_.rename(clock_.slot(), coordinator);
    turn_.rename(turn_.slot(), coordinator);
}

void RecallWatch::begin(Blackboard& board) {
    const auto turn = newest<ClockTurn>(turn_, board);
    seen_ = turn ? turn->header.sequence : 0;
}

RecallWatch::Pause RecallWatch::look(Blackboard& board) {
    const auto clock = newest<ClockState>(clock_, board);
    if (!clock || clock->value.run != ClockRun::kRunning || !board.backend().owner(clock_.owner())) return Pause::kReal;
    const auto turn = newest<ClockTurn>(turn_, board);
    return turn && turn->value.epoch == kRecallEpoch && turn->header.sequence != seen_ ? Pause::kOver : Pause::kGoesOn;
}

}  // namespace seqboard
