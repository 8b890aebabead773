// Who of several operators commands the robot, and what becomes of it when he is gone. Pure; no slots, no clock.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/messages/arbiter.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/wheels.hpp"
#include "core/time.hpp"

namespace seqboard::telemetry {

/// Numbers of clients, from 1; never used again.
using ClientNumber = std::uint32_t;
inline constexpr ClientNumber kNobody = 0;

/// At most one client holds the control. It is taken when it is free, by asking or by commanding, and changes hands only when its holder
/// gives it, or has said nothing for half a minute to one who has asked for it and waits. Whoever may command at all may stop. A command counts for
/// `dead_man`; a robot that was moving then gets a zero, and its operator has to show a zero before he moves it again.
class Control {
public:
    explicit Control(Duration dead_man) : dead_man_{dead_man} {}

    ClientNumber holder() const noexcept { return holder_; }

    /// Who has asked for it first and not got it; kNobody: none.
    ClientNumber waiting() const noexcept { return waiting_.empty() ? kNobody : waiting_.front(); }

    /// True if the client has the control now; else he waits for it.
    bool take(ClientNumber client, Time now) {
        if (holder_ == kNobody) give_to(client);
        if (holder_ == client) {
            heard_at_ = now;
            return true;
        }
        if (std::find(waiting_.begin(), waiting_.end(), client) != waiting_.end()) return false;
        if (waiting_.empty()) heard_at_ = now;  // his patience begins now
        waiting_.push_back(client);
        return false;
    }

    /// To who has waited longest, or to nobody. False if it is not this client's.
    bool hand_over(ClientNumber client, Time now) {
        if (holder_ != client || client == kNobody) return false;
        end_drive(now, true);
        heard_at_ = now;
        give_to(waiting());
        return true;
    }

    /// The client's link is gone.
    void leave(ClientNumber client, Time now) {
        std::erase(waiting_, client);
        if (holder_ != client) return;
        end_drive(now, false);
        give_to(kNobody);
    }

    /// Takes a control that is free. False if another has it, or a zero has to come first.
    bool drive(ClientNumber client, const DriveCommand& command, Time now) {
        if (!take_free(client, now)) return false;
        const bool is_zero = command.speed_m_s == 0 && command.yaw_rate_rad_s == 0;
        if (!is_zero && wants_zero_) return false;
        wants_zero_ = false;
        command_ = command;
        driven_at_ = now;
        return true;
    }

    bool ask(ClientNumber client, const BehaviourRequest& wish, Time now) {
        if (!take_free(client, now)) return false;
        wish_ = wish;
        return true;
    }

    bool resume(ClientNumber client, Time now) {
        if (!take_free(client, now)) return false;
        say(DriveVerb::kResume, now);
        return true;
    }

    /// Anybody's who may command.
    void stop(Time now) {
        command_.reset();
        wants_zero_ = true;
        say(DriveVerb::kStop, now);
    }

    /// Whether others hold it.
    bool is_free_for(ClientNumber client) const noexcept { return holder_ == kNobody || holder_ == client; }

    struct Orders {
        std::optional<DriveCommand> command;  ///< nothing: say nothing, what was said grows old
        DriveVerb verb = DriveVerb::kNone;
        std::optional<BehaviourRequest> wish;  ///< once
    };

    /// What the robot is to be told in this step. `arbiter`: what its arbiter does, if it has one. A stop or a resume is said until it shows
    /// there, however long a busy machine takes.
    Orders orders(Time now, std::optional<ArbiterMode> arbiter = {}) {
        if (!waiting_.empty() && now - heard_at_ > kPatience) hand_over(holder_, now);
        if (command_ && now - driven_at_ > dead_man_) end_drive(now, command_->speed_m_s == 0 && command_->yaw_rate_rad_s == 0);
        Orders orders{.command = command_, .wish = std::exchange(wish_, std::nullopt)};
        if (!command_ && now < zero_until_) orders.command = DriveCommand{};
        if (now < say_until_ || (now < say_until_ + kInsistFor && arbiter && !is_done(*arbiter))) orders.verb = verb_;
        else verb_ = DriveVerb::kNone;
        return orders;
    }

private:
    /// A browser that sleeps in a pocket keeps its connection and answers nobody.
    static constexpr Duration kPatience = std::chrono::seconds{30};

    /// A few steps of who listens.
    static constexpr Duration kSayFor = std::chrono::milliseconds{300};

    /// An arbiter that has not done it by then is not there any more.
    static constexpr Duration kInsistFor = std::chrono::seconds{5};

    bool take_free(ClientNumber client, Time now) { return is_free_for(client) && take(client, now); }

    void give_to(ClientNumber client) {
        holder_ = client;
        std::erase(waiting_, client);
        wants_zero_ = false;
    }

    void end_drive(Time now, bool on_purpose) {
        if (!command_) return;
        command_.reset();
        zero_until_ = now + kSayFor;
        wants_zero_ = !on_purpose;
        if (on_purpose) say(DriveVerb::kRelease, now);
    }

    bool is_done(ArbiterMode arbiter) const {
        if (verb_ == DriveVerb::kStop) return arbiter == ArbiterMode::kStopped;
        return verb_ != DriveVerb::kResume || arbiter != ArbiterMode::kStopped;
    }

    void say(DriveVerb verb, Time now) {
        const bool is_in_its_way = verb == DriveVerb::kRelease && (verb_ == DriveVerb::kStop || verb_ == DriveVerb::kResume);
        if (is_in_its_way) return;  // both release the robot anyway
        verb_ = verb;
        say_until_ = now + kSayFor;
    }

    Duration dead_man_;
    ClientNumber holder_ = kNobody;
    std::vector<ClientNumber> waiting_;  ///< in the order asked
    std::optional<DriveCommand> command_;
    std::optional<BehaviourRequest> wish_;
    DriveVerb verb_ = DriveVerb::kNone;
    Time driven_at_{};
    Time heard_at_{};  ///< when the holder said something last, or somebody began to wait
    Time zero_until_{};
    Time say_until_{};
    bool wants_zero_ = false;  ///< the robot was stopped while he moved it
};

}  // namespace seqboard::telemetry
