#include "nodes/attitude_filter.hpp"

#include <algorithm>
#include <cmath>

#include "nodes/planar.hpp"

namespace seqboard {

namespace {

constexpr float kGravity_m_s2 = 9.80665f;
constexpr float kTrusted_m_s2 = 1.0f;  // further from gravity's length, the body is pushed and its acceleration does not point up
constexpr float kSteepest_rad = 1.4f;

}  // namespace

void AttitudeFilter::step(const Axes& rate_rad_s, const Axes& acceleration_m_s2, float dt_s) noexcept {
    if (running_) integrate(rate_rad_s, dt_s);
    correct(acceleration_m_s2, running_ ? dt_s / (time_constant_s_ + dt_s) : 1.0f);
    last_rate_rad_s_ = rate_rad_s;
    running_ = true;
}

void AttitudeFilter::integrate(const Axes& rate_rad_s, float dt_s) noexcept {
    Axes rate;  // the mean since the last sample
    for (std::size_t axis = 0; axis < rate.size(); ++axis) rate[axis] = (rate_rad_s[axis] + last_rate_rad_s_[axis]) / 2;
    const auto [sin_roll, cos_roll] = sine_cosine(roll_rad_);
    const auto [sin_pitch, cos_pitch] = sine_cosine(pitch_rad_);
    const float yaw_rate_rad_s = (sin_roll * rate[1] + cos_roll * rate[2]) / cos_pitch;
    roll_rad_ = wrapped_rad(roll_rad_ + (rate[0] + sin_pitch * yaw_rate_rad_s) * dt_s);
    pitch_rad_ = std::clamp(pitch_rad_ + (cos_roll * rate[1] - sin_roll * rate[2]) * dt_s, -kSteepest_rad, kSteepest_rad);
    yaw_rad_ = wrapped_rad(yaw_rad_ + yaw_rate_rad_s * dt_s);
}

void AttitudeFilter::correct(const Axes& acceleration_m_s2, float ratio) noexcept {
    const float x = acceleration_m_s2[0], y = acceleration_m_s2[1], z = acceleration_m_s2[2];
    const float across = std::sqrt(y * y + z * z);
    if (running_ && std::abs(std::sqrt(x * x + across * across) - kGravity_m_s2) > kTrusted_m_s2) return;
    roll_rad_ = wrapped_rad(roll_rad_ + ratio * wrapped_rad(std::atan2(y, z) - roll_rad_));
    pitch_rad_ = std::clamp(pitch_rad_ + ratio * (std::atan2(-x, across) - pitch_rad_), -kSteepest_rad, kSteepest_rad);
}

}  // namespace seqboard
