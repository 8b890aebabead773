#include "nodes/sim/plant.hpp"

#include <algorithm>

namespace seqboard::sim {

namespace {

/// What is left of a voltage after something took `loss` from it, whatever its sign.
float less_volt(float volt, float loss_volt) { return std::copysign(std::max(0.0f, std::abs(volt) - loss_volt), volt); }

}  // namespace

Plant::Plant(const PlantConfig& config, std::uint32_t seed, Point start, float heading_rad) : config_{config}, slip_{seed, "slip"} {
    state_.position = start;
    state_.heading_rad = heading_rad;
}

void Plant::turn_wheel(Side side, float duty_ratio, const MotorDrive& drive, float battery_volt, float dt_s) {
    float& speed = state_.wheel_speed_m_s[side];
    const bool shorted = drive.enable != 0 && drive.brake != 0 && duty_ratio == 0;
    const float speed_per_volt_m_s = config_.speed_per_volt_m_s * (side == kRight ? disturbance_.right_motor_ratio : 1.0f);
    float target = 0;
    float constant_s = shorted ? config_.brake_time_constant_s : config_.coast_time_constant_s;
    if (drive.enable != 0 && duty_ratio != 0) {
        const float motor_volt = std::clamp(duty_ratio, -1.0f, 1.0f) * less_volt(battery_volt, config_.bridge_drop_volt);
        target = speed_per_volt_m_s * less_volt(motor_volt, config_.dead_band_volt);
        constant_s = config_.motor_time_constant_s;
        const float back_volt = speed / speed_per_volt_m_s;
        state_.motor_current_amp += std::abs(duty_ratio * (motor_volt - back_volt)) / config_.motor_resistance_ohm;
    }
    speed += (target - speed) * (1 - std::exp(-dt_s / constant_s));
    state_.wheel_travel_m[side] += static_cast<double>(speed * dt_s);
}

/// A caster that must swing round pushes the tail sideways until it trails again.
float Plant::caster_yaw_rad_s(float speed_m_s, float yaw_rate_rad_s, float dt_s) {
    constexpr float kCasterArm_m = 0.1f;
    const float trail_rad = std::atan2(-yaw_rate_rad_s * kCasterArm_m, speed_m_s);
    const float off_rad = wrapped_rad(trail_rad - state_.caster_rad);
    const float rolled = std::min(1.0f, std::hypot(speed_m_s, yaw_rate_rad_s * kCasterArm_m) * dt_s / 0.02f);
    state_.caster_rad = wrapped_rad(state_.caster_rad + off_rad * rolled);
    return config_.caster_drag_rad_s * std::sin(off_rad) * std::min(1.0f, std::abs(speed_m_s) / 0.3f);
}

void Plant::step(const MotorDrive& drive, float battery_volt, float dt_s) {
    state_.motor_current_amp = 0;
    turn_wheel(kLeft, drive.left_duty_ratio, drive, battery_volt, dt_s);
    turn_wheel(kRight, drive.right_duty_ratio, drive, battery_volt, dt_s);
    const float left = state_.wheel_speed_m_s[kLeft] * (1 - config_.slip_ratio * std::abs(slip_.normal()) - disturbance_.left_slip_ratio);
    const float right =
        state_.wheel_speed_m_s[kRight] * disturbance_.right_wheel_ratio * (1 - config_.slip_ratio * std::abs(slip_.normal()));
    state_.speed_m_s = (left + right) / 2;
    const float wheels_rad_s = (right - left) / (config_.track_m * config_.scrub_ratio);
    state_.yaw_rate_rad_s = wheels_rad_s + caster_yaw_rad_s(state_.speed_m_s, wheels_rad_s, dt_s) + disturbance_.push_rad_s;
    const float middle_rad = state_.heading_rad + state_.yaw_rate_rad_s * dt_s / 2;
    state_.position = state_.position + state_.speed_m_s * dt_s * unit_vector(middle_rad);
    state_.heading_rad = wrapped_rad(state_.heading_rad + state_.yaw_rate_rad_s * dt_s);
}

double Plant::exact_counts(Side side) const noexcept {
    const double per_m = config_.counts_per_turn / (2 * std::numbers::pi * static_cast<double>(config_.wheel_radius_m));
    return state_.wheel_travel_m[side] * per_m;
}

EncoderCounts Plant::counts() const noexcept {
    const auto count = [&](Side side) { return static_cast<std::int32_t>(static_cast<std::int64_t>(std::floor(exact_counts(side)))); };
    return {.left = count(kLeft), .right = count(kRight)};
}

}  // namespace seqboard::sim
