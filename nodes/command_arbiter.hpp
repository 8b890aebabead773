// Decides which of several drivers has the robot, and makes the change between them smooth. Pure; no slots, no clock.
#pragma once

#include <array>
#include <optional>

#include "core/messages/arbiter.hpp"
#include "core/messages/wheels.hpp"
#include "core/time.hpp"
#include "nodes/wheel_speed_control.hpp"

namespace seqboard {

/// When autonomy goes on after a person has driven.
enum class GiveBack : std::uint8_t {
    kOnResume,   ///< only when somebody resumes
    kOnRelease,  ///< also when the person lets go; not when the person is lost
    kAlways,     ///< also when the person is lost
};

struct ArbiterConfig {
    Duration stand_time = std::chrono::seconds{2};  ///< between a person and autonomy
    GiveBack give_back = GiveBack::kOnRelease;
    float acceleration_m_s2 = 0.8f;  ///< at a hand-over
    float yaw_acceleration_rad_s2 = 10.0f;
};

/// What a source says now. A command that is too old, no number or out of range is none.
struct SourceNews {
    std::optional<DriveCommand> command;
    DriveVerb verb = DriveVerb::kNone;
};

/// A source takes the robot from those after it, and only when it asks: its command becomes other than zero. It keeps it, also
/// with a command of zero, until it releases it or is lost. Then the robot stands; a source that was lost and comes back within
/// that time has to show a zero first, so that a stick that was held all along does not make it leap. A stop wins over
/// everything and is ended by the source that said it or by one before it.
class CommandArbiter {
public:
    using Sources = std::array<SourceNews, 3>;  ///< by DriveSource

    explicit CommandArbiter(const ArbiterConfig& config) : config_{config} {}

    /// Goes on after a restart: a stop stays one, and a robot that autonomy did not have waits to be given back.
    void restore(const ArbiterState& before, Time now) {
        if (before.mode == ArbiterMode::kOpen) return;
        state_.stopped_by = before.stopped_by;
        enter(before.mode == ArbiterMode::kStopped ? ArbiterMode::kStopped : ArbiterMode::kWaiting, ArbiterReason::kRestarted, now);
    }

    /// Returns who has the robot from here on.
    DriveSource decide(const Sources& sources, Time now) {
        for (std::size_t i = 0; i < sources.size(); ++i) state_.fresh[i] = sources[i].command.has_value();
        const DriveSource stopper = first_who_says(DriveVerb::kStop, sources, DriveSource::kNobody);
        if (stopper != DriveSource::kNobody) stop(stopper, now);
        else if (state_.mode == ArbiterMode::kStopped) end_stop(sources, now);
        else {
            if (state_.mode == ArbiterMode::kHeld) let_go(sources[index(state_.holder)], now);
            if (state_.mode == ArbiterMode::kStanding || state_.mode == ArbiterMode::kWaiting) give_back(sources, now);
            take_over(sources, now);
        }
        if (state_.mode == ArbiterMode::kOpen) hold_by_autonomy(sources[index(DriveSource::kAutonomy)].command.has_value(), now);
        note_zeros(sources);
        return state_.holder;
    }

    /// The holder's command, reached from the last one without a jump when the holder is a new one. Nobody's is zero at once: how
    /// fast the wheels can stop, they know best.
    DriveCommand follow(const DriveCommand& target, float dt_s) {
        if (state_.holder == DriveSource::kNobody) return command_ = {};
        if (handing_over_) {
            command_.speed_m_s = slewed(command_.speed_m_s, target.speed_m_s, config_.acceleration_m_s2 * dt_s);
            command_.yaw_rate_rad_s = slewed(command_.yaw_rate_rad_s, target.yaw_rate_rad_s, config_.yaw_acceleration_rad_s2 * dt_s);
            handing_over_ = command_.speed_m_s != target.speed_m_s || command_.yaw_rate_rad_s != target.yaw_rate_rad_s;
        } else {
            command_ = target;
        }
        return command_;
    }

    const ArbiterState& state() const { return state_; }

private:
    static constexpr std::size_t kPersons = 2;

    static std::size_t index(DriveSource source) { return static_cast<std::size_t>(source); }
    static bool is_zero(const DriveCommand& command) { return command.speed_m_s == 0 && command.yaw_rate_rad_s == 0; }

    /// Among those before `end`.
    static DriveSource first_who_says(DriveVerb verb, const Sources& sources, DriveSource end) {
        for (std::size_t i = 0; i < index(end); ++i)
            if (sources[i].verb == verb) return static_cast<DriveSource>(i);
        return DriveSource::kNobody;
    }

    void stop(DriveSource stopper, Time now) {
        if (state_.mode == ArbiterMode::kStopped && stopper >= state_.stopped_by) return;
        state_.stopped_by = stopper;
        enter(ArbiterMode::kStopped, ArbiterReason::kStopRequested, now);
    }

    void end_stop(const Sources& sources, Time now) {
        if (first_who_says(DriveVerb::kResume, sources, DriveSource::kNobody) > state_.stopped_by) return;
        state_.stopped_by = DriveSource::kNobody;
        enter(ArbiterMode::kOpen, ArbiterReason::kResumed, now);
    }

    void let_go(const SourceNews& holder, Time now) {
        const bool released = holder.verb == DriveVerb::kRelease || holder.verb == DriveVerb::kResume;
        if (!released && holder.command) return;
        given_back_ = config_.give_back == GiveBack::kAlways || holder.verb == DriveVerb::kResume ||
                      (released && config_.give_back == GiveBack::kOnRelease);
        has_shown_zero_[index(state_.holder)] = false;
        stand_until_ = now + config_.stand_time;
        enter(ArbiterMode::kStanding, released ? ArbiterReason::kReleased : ArbiterReason::kLost, now);
    }

    void give_back(const Sources& sources, Time now) {
        const bool resumed = first_who_says(DriveVerb::kResume, sources, DriveSource::kAutonomy) != DriveSource::kNobody;
        given_back_ = given_back_ || resumed;
        if (state_.mode == ArbiterMode::kStanding && now < stand_until_) return;
        if (given_back_) enter(ArbiterMode::kOpen, resumed ? ArbiterReason::kResumed : ArbiterReason::kStoodLongEnough, now);
        else if (state_.mode == ArbiterMode::kStanding) enter(ArbiterMode::kWaiting, ArbiterReason::kStoodLongEnough, now);
    }

    void take_over(const Sources& sources, Time now) {
        const std::size_t end = state_.mode == ArbiterMode::kHeld ? index(state_.holder) : kPersons;
        for (std::size_t i = 0; i < end; ++i) {
            const SourceNews& source = sources[i];
            const bool asks = source.command && !is_zero(*source.command) && has_shown_zero_[i] && source.verb == DriveVerb::kNone;
            if (asks) return enter(ArbiterMode::kHeld, ArbiterReason::kAsked, now, static_cast<DriveSource>(i));
        }
    }

    void hold_by_autonomy(bool fresh, Time now) {
        const DriveSource holder = fresh ? DriveSource::kAutonomy : DriveSource::kNobody;
        if (holder == state_.holder) return;
        const bool entered_now = state_.since_ns == ns_of(now);  // its reason says more
        const ArbiterReason reason = fresh ? ArbiterReason::kAutonomyFresh : ArbiterReason::kAutonomyStale;
        enter(ArbiterMode::kOpen, entered_now ? state_.reason : reason, now, holder);
    }

    /// Silence counts as a zero, but not of one who has just been lost.
    void note_zeros(const Sources& sources) {
        for (std::size_t i = 0; i < kPersons; ++i) {
            const auto& command = sources[i].command;
            if (command) has_shown_zero_[i] = is_zero(*command);
            else if (state_.mode != ArbiterMode::kStanding) has_shown_zero_[i] = true;
        }
    }

    void enter(ArbiterMode mode, ArbiterReason reason, Time now, DriveSource holder = DriveSource::kNobody) {
        if (mode != ArbiterMode::kStanding && mode != ArbiterMode::kWaiting) given_back_ = false;
        handing_over_ = true;
        state_.mode = mode;
        state_.holder = holder;
        state_.reason = reason;
        state_.since_ns = ns_of(now);
    }

    ArbiterConfig config_;
    ArbiterState state_;
    DriveCommand command_;
    Time stand_until_{};
    bool given_back_ = false;
    bool handing_over_ = true;
    std::array<bool, kPersons> has_shown_zero_{true, true};
};

}  // namespace seqboard
