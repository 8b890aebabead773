// Lets one of several drivers command the wheels.
#pragma once

#include <cmath>

#include "core/node.hpp"
#include "nodes/command_arbiter.hpp"

namespace seqboard {

/// Who has the robot is CommandArbiter's decision; a source's time-out is the age its input may have. Each source may have a
/// DriveRequest beside its command: to let go, to stop the robot, to give it back. Writes at every step, zero when nobody drives.
/// Costs no latency beyond its own period: command in and command out are one step.
class ArbiterNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        Duration manual_timeout = setup.param<Duration>("manual_timeout", std::chrono::milliseconds{250});
        Duration remote_timeout = setup.param<Duration>("remote_timeout", std::chrono::milliseconds{500});
        Duration autonomy_timeout = setup.param<Duration>("autonomy_timeout", std::chrono::milliseconds{250});
        Duration stand_time = setup.param<Duration>("stand_time", std::chrono::seconds{2});  ///< after a person, before autonomy
        std::string give_back = setup.param("give_back", "on_release");  ///< to autonomy: on_resume, on_release or always, see GiveBack
        float max_speed_m_s = setup.param("max_speed_m_s", 0.6f, {0.01f, 5.0f});  ///< a command beyond it counts as none
        float max_yaw_rate_rad_s = setup.param("max_yaw_rate_rad_s", 6.0f, {0.1f, 50.0f});
        float acceleration_m_s2 = setup.param("acceleration_m_s2", 0.8f, {0.05f, 20.0f});  ///< at a hand-over
        float yaw_acceleration_rad_s2 = setup.param("yaw_acceleration_rad_s2", 10.0f, {0.5f, 250.0f});
        Input<DriveCommand> manual = setup.optional_input<DriveCommand>("manual_command", manual_timeout);
        Input<DriveCommand> remote = setup.optional_input<DriveCommand>("remote_command", remote_timeout);
        Input<DriveCommand> autonomy = setup.optional_input<DriveCommand>("autonomy_command", autonomy_timeout);
        Input<DriveRequest> manual_request = setup.optional_input<DriveRequest>("manual_request", manual_timeout);
        Input<DriveRequest> remote_request = setup.optional_input<DriveRequest>("remote_request", remote_timeout);
        Input<DriveRequest> autonomy_request = setup.optional_input<DriveRequest>("autonomy_request", autonomy_timeout);
        Input<ArbiterState> before = setup.optional_input<ArbiterState>("state_before", kForever);  ///< its own slot, to outlive a restart
        Output<DriveCommand> command = setup.command_output<DriveCommand>("drive_command", {});
        Output<ArbiterState> state = setup.output<ArbiterState>("arbiter_state");
    };

    explicit ArbiterNode(Io io)
        : io_{std::move(io)},
          arbiter_{{.stand_time = io_.stand_time,
                    .give_back = give_back_of(io_.give_back),
                    .acceleration_m_s2 = io_.acceleration_m_s2,
                    .yaw_acceleration_rad_s2 = io_.yaw_acceleration_rad_s2}} {}

    void step(const Tick& tick) {
        if (tick.count == 0) restore(tick.now);
        const DriveSource holder = arbiter_.decide(
            {SourceNews{valid(io_.manual), verb(io_.manual_request)}, SourceNews{valid(io_.remote), verb(io_.remote_request)},
             SourceNews{valid(io_.autonomy), verb(io_.autonomy_request)}},
            tick.now);
        io_.setup.begin_lineage();  // the command comes from the holder alone
        io_.command.write(arbiter_.follow(command_of(holder).value_or(DriveCommand{}), seconds_of(tick.period)));
        io_.state.write(arbiter_.state());
    }

private:
    static GiveBack give_back_of(const std::string& word) {
        if (word == "on_resume") return GiveBack::kOnResume;
        if (word == "on_release") return GiveBack::kOnRelease;
        if (word == "always") return GiveBack::kAlways;
        throw StartError{ExitCode::kConfig, "parameter 'give_back': '" + word + "'; expected on_resume, on_release or always"};
    }

    void restore(Time now) {
        if (const auto before = io_.before.read()) arbiter_.restore(*before, now);
    }

    std::optional<DriveCommand> valid(const Input<DriveCommand>& input) const {
        const auto command = input.read();
        const bool in_range = command && std::abs(command->speed_m_s) <= io_.max_speed_m_s &&
                              std::abs(command->yaw_rate_rad_s) <= io_.max_yaw_rate_rad_s;  // false for NaN
        return in_range ? std::optional{*command} : std::nullopt;
    }

    std::optional<DriveCommand> command_of(DriveSource source) const {
        switch (source) {
            case DriveSource::kManual: return valid(io_.manual);
            case DriveSource::kRemote: return valid(io_.remote);
            case DriveSource::kAutonomy: return valid(io_.autonomy);
            case DriveSource::kNobody: break;
        }
        return std::nullopt;
    }

    static DriveVerb verb(const Input<DriveRequest>& input) { return input.read().value_or({}).verb; }

    Io io_;
    CommandArbiter arbiter_;
};

}  // namespace seqboard
