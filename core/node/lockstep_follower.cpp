#include "core/node/lockstep_follower.hpp"

#include "core/slot/futex.hpp"

namespace seqboard {

namespace {

constexpr Duration kStallLimit = std::chrono::seconds{5};
constexpr Duration kConnectInterval = std::chrono::milliseconds{2};

}  // namespace

LockstepFollower::LockstepFollower(const std::string& node, std::uint32_t epoch, const std::string& coordinator, Blackboard& board)
    : board_{board},
      epoch_{epoch_of({.flags = sample_flags(epoch)})},
      turn_{"clock", slot_spec<ClockTurn>("clock." + node), kForever, context_},
      last_turn_{monotonic_now()} {
    turn_.rename(turn_.slot(), coordinator);
    turn_.connect(board_);
}

std::optional<Turn> LockstepFollower::wait() {
    const bool connected = !turn_.lost(board_, stalled_) || turn_.connect(board_);
    const std::uint32_t head = turn_.ring.head();
    if (const std::optional<Turn> turn = take()) return turn;
    futex_wait(turn_.ring.head_word(), head, connected ? kIdleSlice : kConnectInterval);
    stalled_ = monotonic_now() - last_turn_ > kStallLimit;
    return take();
}

std::optional<Turn> LockstepFollower::take() {
    SampleHeader header;
    ClockTurn turn;
    if (turn_.ring.latest(header, &turn, sizeof turn) != Copied::kWhole || turn.epoch != epoch_ || turn.tick == last_tick_)
        return std::nullopt;
    last_tick_ = turn.tick;
    last_turn_ = monotonic_now();
    stalled_ = false;
    return Turn{.now = time_from_ns(turn.now_ns), .tick = turn.tick};
}

}  // namespace seqboard
