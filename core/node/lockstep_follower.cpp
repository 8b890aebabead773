#include "core/node/lockstep_follower.hpp"

#include "core/slot/futex.hpp"

namespace seqboard {

namespace {

constexpr Duration kStallLimit = std::chrono::seconds{5};
constexpr Duration kConnectInterval = std::chrono::milliseconds{2};

}  // namespace

LockstepFollower::LockstepFollower(const std::string& node, const std::string& coordinator, Blackboard& board)
    : board_{board}, turn_{"clock", slot_spec<ClockTurn>("clock." + node), kForever, context_}, last_turn_{monotonic_now()} {
    turn_.rename(turn_.slot(), coordinator);
    connect();
}

bool LockstepFollower::connect() {
    if (!turn_.connect(board_)) return false;
    SampleHeader header;
    ClockTurn turn;
    last_tick_ = turn_.ring.latest(header, &turn, sizeof turn) == Copied::kWhole ? turn.tick : 0;
    return true;
}

std::optional<Turn> LockstepFollower::wait() {
    if (turn_.lost(board_, false) && !connect()) {
        futex_wait(turn_.ring.head_word(), 0, kConnectInterval);
        return std::nullopt;
    }
    SampleHeader header;
    ClockTurn turn;
    const Copied copied = turn_.ring.latest(header, &turn, sizeof turn);
    if (copied != Copied::kWhole || turn.tick == last_tick_) {
        futex_wait(turn_.ring.head_word(), header.sequence, kIdleSlice);
        stalled_ = monotonic_now() - last_turn_ > kStallLimit;
        if (turn_.ring.head() == header.sequence) return std::nullopt;
        if (turn_.ring.latest(header, &turn, sizeof turn) != Copied::kWhole || turn.tick == last_tick_) return std::nullopt;
    }
    last_tick_ = turn.tick;
    last_turn_ = monotonic_now();
    stalled_ = false;
    return Turn{.now = time_from_ns(turn.now_ns), .tick = turn.tick};
}

}  // namespace seqboard
