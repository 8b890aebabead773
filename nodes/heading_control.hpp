// Makes the body turn as the wheels were told to, whatever slips, differs or pushes.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/angle.hpp"
#include "core/messages/heading.hpp"
#include "core/setup.hpp"
#include "core/tick.hpp"
#include "nodes/fuzzy_controller.hpp"
#include "nodes/pid_controller.hpp"

namespace seqboard {

/// Compares the heading that the commanded yaw rates add up to with the heading module's, and answers with a yaw rate to add to the
/// command. All angles and rates are about the body's z axis, left positive: an error is positive, and so is the correction, when the body
/// has turned too little to the left. The comparison begins anew, with error and correction zero, after the robot stood, with a new
/// writer of commands or headings, after a heading that was missing or steps that were, and when the error is so large that somebody
/// turned the robot, or zeroed the module. It compares turns, not directions: whoever commands knows where to go.
class HeadingControl {
public:
    struct Io {
        Setup& setup;
        std::string kind = setup.param("heading_control", "none");  ///< none, fuzzy or pid
        Duration lag =
            setup.param<Duration>("heading_lag", std::chrono::milliseconds{150});  ///< from a command until the module tells of it
        float lost_rad = setup.param("heading_lost_rad", 0.6f, {0.05f, 3.0f});     ///< an error beyond it is not this control's to mend
        float most_rad_s = setup.param("heading_correction_rad_s", 1.0f, {0.0f, 5.0f});        ///< at most
        Live<float> gain_per_s = setup.live_param("heading_gain_per_s", 6.0f, {0.0f, 50.0f});  ///< these three as in PidConfig
        Live<float> integral_time_s = setup.live_param("heading_integral_time_s", 3.0f, {0.0f, 100.0f});
        Live<float> derivative_ratio = setup.live_param("heading_derivative_ratio", 0.3f, {0.0f, 5.0f});
        std::string fuzzy_error_rad = setup.param("fuzzy_error_rad",
                                                  "NB -0.4 -0.15 -0.05; NS -0.15 -0.05 0; Z -0.05 0 0.05; "
                                                  "PS 0 0.05 0.15; PB 0.05 0.15 0.4");
        std::string fuzzy_error_rate_rad_s =
            setup.param("fuzzy_error_rate_rad_s", "NB -2 -1 -0.3; NS -1 -0.3 0; Z -0.3 0 0.3; PS 0 0.3 1; PB 0.3 1 2");
        std::string fuzzy_correction_rad_s = setup.param("fuzzy_correction_rad_s", "NB -1; NM -0.6; NS -0.3; Z 0; PS 0.3; PM 0.6; PB 1");
        std::string fuzzy_rules = setup.param("fuzzy_rules", "NB NB NM NM NS; NB NM NS NS Z; NS NS Z PS PS; Z PS PS PM PB; PS PM PM PB PB");
        Input<Heading> heading = setup.optional_input<Heading>("heading", std::chrono::milliseconds{100});
    };

    /// Throws StartError{kConfig} for an unknown kind, and for what FuzzyController refuses.
    explicit HeadingControl(Io io) : io_{std::move(io)}, kind_{kind_named(io_.kind)} {
        if (kind_ == Kind::kFuzzy)
            fuzzy_.emplace(FuzzyController::Config{.first = {"fuzzy_error_rad", io_.fuzzy_error_rad},
                                                   .second = {"fuzzy_error_rate_rad_s", io_.fuzzy_error_rate_rad_s},
                                                   .output = {"fuzzy_correction_rad_s", io_.fuzzy_correction_rad_s},
                                                   .rules = {"fuzzy_rules", io_.fuzzy_rules}});
    }

    /// The yaw rate to add; zero while nothing is compared. `commanded_rad_s` is the command's, from the writer of this epoch: not the
    /// rate that the wheels' limited acceleration makes of it, which turns the body too far when a turn on the spot becomes a straight.
    float correction_rad_s(float commanded_rad_s, std::uint32_t commander, const Tick& tick) noexcept {
        if (kind_ == Kind::kNone) return 0;
        const auto heading = io_.heading.read();
        if (!heading) {
            reset();
            return 0;
        }
        if (!goes_on(heading, commander, tick)) engage(heading, commander);
        stepped_ = tick.now;
        const float dt_s = seconds_of(tick.period);
        follow(commanded_rad_s, dt_s);
        const float error_rad = wrapped_rad(reference_rad_ - heading->heading_rad);
        if (std::abs(error_rad) <= io_.lost_rad) return answer_rad_s(error_rad, reference_rad_s_ - heading->yaw_rate_rad_s, dt_s);
        reset();
        return 0;
    }

    /// The robot stands, or shall.
    void reset() noexcept { engaged_ = false; }

private:
    enum class Kind : std::uint8_t { kNone, kFuzzy, kPid };

    static Kind kind_named(const std::string& name) {
        if (name == "none") return Kind::kNone;
        if (name == "fuzzy") return Kind::kFuzzy;
        if (name == "pid") return Kind::kPid;
        throw StartError{ExitCode::kConfig, "heading_control is '" + name + "'; expected none, fuzzy or pid"};
    }

    bool goes_on(const Reading<Heading>& heading, std::uint32_t commander, const Tick& tick) const noexcept {
        constexpr int kMissedSteps = 3;
        return engaged_ && commander == commander_ && heading.epoch() == sensor_ && tick.now - stepped_ <= kMissedSteps * tick.period;
    }

    void engage(const Reading<Heading>& heading, std::uint32_t commander) noexcept {
        engaged_ = true;
        commander_ = commander;
        sensor_ = heading.epoch();
        reference_rad_ = heading->heading_rad;
        reference_rad_s_ = heading->yaw_rate_rad_s;
        pid_.reset();
    }

    /// The reference turns as the command says, as late as the body can: wheels need time, and so does the module.
    void follow(float commanded_rad_s, float dt_s) noexcept {
        reference_rad_s_ += (commanded_rad_s - reference_rad_s_) * dt_s / std::max(dt_s, seconds_of(io_.lag));
        reference_rad_ = wrapped_rad(reference_rad_ + reference_rad_s_ * dt_s);
    }

    float answer_rad_s(float error_rad, float error_rate_rad_s, float dt_s) noexcept {
        if (fuzzy_) return std::clamp(fuzzy_->step(error_rad, error_rate_rad_s), -io_.most_rad_s, io_.most_rad_s);
        return pid_.step({io_.gain_per_s, io_.integral_time_s, io_.derivative_ratio, io_.most_rad_s}, error_rad, error_rate_rad_s, dt_s);
    }

    Io io_;
    Kind kind_;
    std::optional<FuzzyController> fuzzy_;
    PidController pid_;
    bool engaged_ = false;
    std::uint32_t commander_ = 0, sensor_ = 0;  ///< epochs of who writes commands and headings
    Time stepped_{};
    float reference_rad_ = 0;  ///< in the module's frame
    float reference_rad_s_ = 0;
};

}  // namespace seqboard
