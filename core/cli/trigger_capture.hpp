// When a capture begins and ends: what lies around the moment at which a trigger begins to hold.
#pragma once

#include <optional>

#include "core/time.hpp"

namespace seqboard::cli {

class TriggerCapture {
public:
    enum class State : unsigned char { kWaiting, kCapturing, kComplete };

    TriggerCapture(Duration before, Duration after) : before_{before}, after_{after} {}

    /// What the trigger says before anything is waited for: what has begun already does not begin again.
    void learn(std::optional<bool> holds) {
        if (!holds) return;
        known_ = true;
        held_ = *holds;
    }

    /// What the trigger says at a moment, in the order of time; nothing: it cannot say, and nothing has changed. It fires where it was
    /// false and is true now, unless a capture is under way.
    void add(Time moment, std::optional<bool> holds) {
        const bool begins = known_ && !held_ && holds.value_or(false);
        learn(holds);
        if (begins) fire(moment);
    }

    /// Without the trigger.
    void fire(Time moment) {
        if (state_ != State::kWaiting) return;
        state_ = State::kCapturing;
        trigger_ = moment;
    }

    /// The time is so late: a capture is complete when nothing more can belong to it.
    void pass(Time now) {
        if (state_ == State::kCapturing && now > to()) state_ = State::kComplete;
    }

    /// Waits for the next time.
    void rearm() { state_ = State::kWaiting; }

    State state() const noexcept { return state_; }
    Time trigger() const noexcept { return trigger_; }
    Time from() const noexcept { return trigger_ - before_; }
    Time to() const noexcept { return trigger_ + after_; }

    /// What is older than that belongs to no capture any more, now or later.
    Time needed_from(Time now) const noexcept { return state_ == State::kWaiting ? now - before_ : from(); }

private:
    Duration before_, after_;
    State state_ = State::kWaiting;
    bool known_ = false;  ///< whether the trigger has said anything yet
    bool held_ = false;   ///< what it said last
    Time trigger_{};
};

}  // namespace seqboard::cli
