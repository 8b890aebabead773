// How the coordinator of a lock-step run has one that died come back at the same tick in every run.
#include "core/log.hpp"
#include "core/node/lockstep_driver.hpp"

namespace seqboard {

namespace {

constexpr Duration kRestartTime = std::chrono::milliseconds{30};  // simulated, beside the pause: what a start takes where time is real

}  // namespace

/// What becomes of one that has died, by what the supervisor says of it.
bool LockstepDriver::may_go_on_without(Seat& seat) {
    const auto node = supervisor_.of(board_, seat.index);
    const Supervised state = node ? node->state : Supervised::kDown;
    if (state == Supervised::kBackoff) return await_recall(seat, *node);
    const bool returns = state == Supervised::kWaiting || state == Supervised::kStarting || state == Supervised::kReady;
    if (seat.recalled && returns) return await_return(seat, state);
    seat.forget_recall();
    return true;
}

bool LockstepDriver::await_recall(Seat& seat, const NodeSupervision& node) {
    if (seat.recalled && node.starts != seat.starts) {  // it has died while it started
        seat.present = false;
        seat.forget_recall();
    }
    const Duration pause = std::chrono::milliseconds{node.backoff_ms} + kRestartTime;
    if (seat.recall_tick == 0) seat.recall_tick = tick_ + static_cast<std::uint32_t>((pause + choice_.step - Duration{1}) / choice_.step);
    if (tick_ < seat.recall_tick) return true;
    if (seat.recalled) return false;
    seat.recalled = true;
    seat.starts = node.starts;
    seat.asked = monotonic_now();
    const ClockTurn turn{.now_ns = ns_of(context_.now), .tick = tick_, .epoch = kRecallEpoch};
    seat.turn.write(&turn, sizeof turn);
    return false;
}

/// Until it takes part and the supervisor has said what that means for the motors. What waits for another one, or is ready only when it has
/// stepped, is not waited for longer than a word takes.
bool LockstepDriver::await_return(Seat& seat, Supervised state) {
    const Time now = monotonic_now();
    if (state != Supervised::kWaiting && !seat.present) {
        if (!take_in(seat)) return false;
        log_line(LogLevel::kInfo, "lock-step: %s takes part again", seat.participant.node.c_str());
        seat.asked = now;
    }
    if (!(seat.present && state == Supervised::kReady) && now - seat.asked <= kWordLimit) return false;
    seat.forget_recall();
    return true;
}

}  // namespace seqboard
