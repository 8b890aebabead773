// What the referee remembers of a run, in the shape the picture needs.
#pragma once

#include <optional>

#include "core/messages/battery.hpp"
#include "core/messages/heading.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/messages/truth.hpp"
#include "core/messages/wheels.hpp"
#include "core/time.hpp"
#include "nodes/sim/run_picture.hpp"

namespace seqboard::sim {

/// Times are seconds since the run began.
class RunRecord {
public:
    explicit RunRecord(float sonar_x_m);

    void add(float time_s, const Truth& truth);
    void add(float time_s, const Pose& pose);        ///< after the truth of its time
    void add(float time_s, const Heading& heading);  ///< after the truth of its time
    void add(float time_s, const Plan& plan);
    void add(float time_s, const Range& range);
    void add(float time_s, const DriveCommand& command) { command_.add(time_s, command.speed_m_s); }
    void add(float time_s, const WheelState& state) { wheels_.add(time_s, (state.left_speed_m_s + state.right_speed_m_s) / 2); }
    void add(float time_s, const MotorDrive& drive);
    void add(float time_s, const Battery& battery) { battery_.add(time_s, battery.voltage_volt); }

    /// Takes what is new in the inputs of a node that has all of these.
    template <class Io>
    void take(Io& io, Time began) {
        const auto take_from = [&](auto& input) {
            while (const auto sample = input.take()) add(seconds_of(sample.stamp() - began), *sample);
        };
        take_from(io.truth);
        take_from(io.pose);
        take_from(io.heading);
        take_from(io.plan);
        take_from(io.range);
        take_from(io.command);
        take_from(io.wheels);
        take_from(io.drive);
        take_from(io.battery);
    }

    float path_m() const noexcept { return path_m_; }
    float least_clearance_m() const noexcept { return least_clearance_m_; }

    /// Of the newest pose, against the truth of its time.
    float position_error_m() const noexcept { return position_error_m_; }
    float heading_error_rad() const noexcept { return heading_error_rad_; }

    /// Of what the module's own yaw says without any fusion, its zero where the run began; none without a module.
    std::optional<float> module_error_rad() const noexcept { return module_error_rad_; }

    const Truth& truth() const noexcept { return truth_; }
    const Pose& pose() const noexcept { return pose_; }
    const Plan& plan() const noexcept { return plan_; }

    /// Paths and strips; title and verdict are the referee's.
    RunPicture picture() const;

private:
    float sonar_x_m_;
    Truth truth_;
    Pose pose_;
    Plan plan_;
    float path_m_ = 0;
    float least_clearance_m_ = 1e9f;
    float start_heading_rad_ = 0;
    float position_error_m_ = 0;
    float heading_error_rad_ = 0;
    std::optional<float> module_error_rad_;
    RunPicture map_;
    picture::Curve command_, wheels_, speed_;
    picture::Curve left_duty_, right_duty_;
    picture::Curve range_, clearance_;
    picture::Curve true_heading_, estimated_heading_;
    picture::Curve position_error_, position_sigma_;
    picture::Curve heading_error_, heading_sigma_;
    picture::Curve battery_;
};

}  // namespace seqboard::sim
