// Drives the two wheels, and stops them when it should.
#pragma once

#include <cmath>

#include "core/messages/ground.hpp"
#include "core/node.hpp"
#include "nodes/wheel_odometer.hpp"
#include "nodes/wheel_speed_control.hpp"

namespace seqboard {

/// Turns a DriveCommand (robot frame: x forward, left positive) into the duties of the motor bridge. What makes it brake
/// with zero duty: no valid command for 250 ms (mode SAFE; a command that is no number or out of range counts as none), no
/// fresh encoder counts (SAFE: nothing to control by), a cliff on the side it is told to go to (CLIFF; unknown ground
/// counts as a cliff).
class WheelNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        float wheel_radius_m = setup.param("wheel_radius_m", 0.033f, {0.005f, 1.0f});
        float track_m = setup.param("track_m", 0.16f, {0.02f, 2.0f});
        int counts_per_turn = setup.param("counts_per_turn", 780, {1, 1'000'000});
        float max_speed_m_s = setup.param("max_speed_m_s", 0.6f, {0.01f, 5.0f});  ///< a command beyond it is refused
        float max_yaw_rate_rad_s = setup.param("max_yaw_rate_rad_s", 6.0f, {0.1f, 50.0f});
        float acceleration_m_s2 = setup.param("acceleration_m_s2", 0.8f, {0.05f, 20.0f});  ///< slew limit of a wheel
        float full_speed_m_s = setup.param("full_speed_m_s", 0.70f, {0.05f, 5.0f});
        float dead_band_ratio = setup.param("dead_band_ratio", 0.10f, {0.0f, 0.9f});
        Live<float> gain_ratio = setup.live_param("gain_ratio", 0.6f, {0.0f, 20.0f});
        Live<float> integral_ratio = setup.live_param("integral_ratio", 3.0f, {0.0f, 100.0f});
        Input<DriveCommand> command = setup.input<DriveCommand>("drive_command", std::chrono::milliseconds{250});
        Input<EncoderCounts> counts = setup.input<EncoderCounts>("encoder_counts", std::chrono::milliseconds{100});
        Input<GroundContact> ground = setup.input<GroundContact>("ground_contact", std::chrono::milliseconds{100});
        Output<MotorDrive> drive = setup.output<MotorDrive>("motor_drive");
        Output<WheelState> state = setup.output<WheelState>("wheel_state");
    };

    explicit WheelNode(Io io) : io_{std::move(io)}, odometer_{io_.wheel_radius_m, io_.counts_per_turn} {}

    void step(const Tick& tick) {
        const float dt_s = seconds_of(tick.period);
        const bool measured = measure();
        const auto command = io_.command.read();
        state_.mode = mode_for(command, measured);
        if (state_.mode == WheelMode::kDriving) drive(*command, dt_s);
        else brake();
        io_.state.write(state_);
    }

    void safe_output() noexcept { io_.drive.write({.left_duty_ratio = 0, .right_duty_ratio = 0, .enable = 0, .brake = 1}); }

private:
    /// False if the encoders are silent.
    bool measure() {
        const auto counts = io_.counts.read();
        if (!counts) {
            state_.left_speed_m_s = state_.right_speed_m_s = 0;
            return false;
        }
        const WheelOdometer::Motion motion = odometer_.update(counts);
        state_.left_travel_m += motion.left_m;
        state_.right_travel_m += motion.right_m;
        if (motion.elapsed_s > 0) {
            constexpr float kNew = 0.5f;  // smooths the steps of the counts
            state_.left_speed_m_s += kNew * (motion.left_m / motion.elapsed_s - state_.left_speed_m_s);
            state_.right_speed_m_s += kNew * (motion.right_m / motion.elapsed_s - state_.right_speed_m_s);
        }
        return true;
    }

    bool is_valid(const DriveCommand& command) const {
        return std::abs(command.speed_m_s) <= io_.max_speed_m_s &&
               std::abs(command.yaw_rate_rad_s) <= io_.max_yaw_rate_rad_s;  // false for NaN
    }

    WheelMode mode_for(const Reading<DriveCommand>& command, bool measured) const {
        if (!command || !measured || !is_valid(*command)) return WheelMode::kSafe;
        const auto ground = io_.ground.read();
        const bool front = !ground || ground->cliff[0] != 0 || ground->cliff[1] != 0;
        const bool rear = !ground || ground->cliff[2] != 0 || ground->cliff[3] != 0;
        if ((command->speed_m_s > 0 && front) || (command->speed_m_s < 0 && rear)) return WheelMode::kCliff;
        return WheelMode::kDriving;
    }

    void drive(const DriveCommand& command, float dt_s) {
        const float half_turn_m_s = command.yaw_rate_rad_s * io_.track_m / 2;
        const float most = io_.acceleration_m_s2 * dt_s;
        left_target_m_s_ = slewed(left_target_m_s_, command.speed_m_s - half_turn_m_s, most);
        right_target_m_s_ = slewed(right_target_m_s_, command.speed_m_s + half_turn_m_s, most);
        const WheelControlConfig config{io_.full_speed_m_s, io_.dead_band_ratio, io_.gain_ratio, io_.integral_ratio};
        if (left_target_m_s_ == 0 && right_target_m_s_ == 0) return brake();
        io_.drive.write({.left_duty_ratio = left_.step(config, left_target_m_s_, state_.left_speed_m_s, dt_s),
                         .right_duty_ratio = right_.step(config, right_target_m_s_, state_.right_speed_m_s, dt_s),
                         .enable = 1,
                         .brake = 1});
    }

    void brake() {
        left_target_m_s_ = right_target_m_s_ = 0;
        left_.reset();
        right_.reset();
        io_.drive.write({.left_duty_ratio = 0, .right_duty_ratio = 0, .enable = 1, .brake = 1});
    }

    Io io_;
    WheelOdometer odometer_;
    WheelState state_;
    WheelSpeedControl left_;
    WheelSpeedControl right_;
    float left_target_m_s_ = 0;
    float right_target_m_s_ = 0;
};

}  // namespace seqboard
