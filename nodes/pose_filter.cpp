#include "nodes/pose_filter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace seqboard {

namespace {

constexpr float squared(float value) { return value * value; }
constexpr float kStartSigma_m = 0.01f;
constexpr float kStartSigma_rad = 0.02f;
constexpr float kStartBias_rad_s = 0.02f;

}  // namespace

PoseFilter::PoseFilter(const PoseFilterConfig& config, Point start, float heading_rad)
    : config_{config}, state_{start.x_m, start.y_m, heading_rad, 0} {
    covariance_.diagonal() << squared(kStartSigma_m), squared(kStartSigma_m), squared(kStartSigma_rad), squared(kStartBias_rad_s);
}

void PoseFilter::predict(float travel_m, float yaw_rate_rad_s, float dt_s, YawSource source) noexcept {
    const float turn_rad = yaw_rate_rad_s * dt_s;
    const float middle_rad = state_[kHeading] + turn_rad / 2;
    const auto [s, c] = sine_cosine(middle_rad);
    state_[kX] += travel_m * c;
    state_[kY] += travel_m * s;
    state_[kHeading] = wrapped_rad(state_[kHeading] + turn_rad);

    Matrix transition = Matrix::Identity();
    transition(kX, kHeading) = -travel_m * s;
    transition(kY, kHeading) = travel_m * c;
    if (source == YawSource::kGyro) transition(kHeading, kBias) = -dt_s;
    const float along = squared(config_.travel_noise_ratio) * std::abs(travel_m) * 0.1f;  // grows with the way, not with the step rate
    Matrix noise = Matrix::Zero();
    noise(kX, kX) = along * c * c;
    noise(kY, kY) = along * s * s;
    noise(kX, kY) = noise(kY, kX) = along * c * s;
    noise(kHeading, kHeading) = squared((source == YawSource::kGyro ? config_.gyro_noise_rad_s : wheel_noise_rad_s(yaw_rate_rad_s)) * dt_s);
    noise(kBias, kBias) = squared(config_.bias_walk_rad_s) * dt_s;
    const Matrix spread = transition * covariance_ * transition.transpose();
    covariance_ = spread + noise;
}

bool PoseFilter::correct(Index observed, float innovation, float noise) noexcept {
    const float variance = covariance_(observed, observed) + squared(noise);
    if (!std::isfinite(innovation) || squared(innovation) > squared(config_.gate_sigma_ratio) * variance) return false;
    const Vector column = covariance_.col(observed);
    state_ += column * (innovation / variance);
    state_[kHeading] = wrapped_rad(state_[kHeading]);
    covariance_ -= column * (column.transpose() / variance);
    const Matrix transposed = covariance_.transpose();
    covariance_ = 0.5f * (covariance_ + transposed);  // rounding must not break the symmetry
    return true;
}

bool PoseFilter::correct_bias(float gyro_rad_s, float wheels_rad_s) noexcept {
    return correct(kBias, gyro_rad_s - wheels_rad_s - state_[kBias], wheel_noise_rad_s(wheels_rad_s));
}

bool PoseFilter::correct_heading(float heading_rad) noexcept {
    return correct(kHeading, wrapped_rad(heading_rad - state_[kHeading]), config_.heading_noise_rad);
}

void PoseFilter::lose_heading() noexcept {
    covariance_.row(kHeading).setZero();
    covariance_.col(kHeading).setZero();
    covariance_(kHeading, kHeading) = squared(std::numbers::pi_v<float>);
}

float PoseFilter::wheel_noise_rad_s(float wheels_rad_s) const noexcept {
    return config_.wheel_yaw_noise_rad_s * (0.2f + std::abs(wheels_rad_s));  // standing wheels do not slip
}

float PoseFilter::position_sigma_m() const noexcept { return std::sqrt(std::max({covariance_(kX, kX), covariance_(kY, kY), 0.0f})); }
float PoseFilter::heading_sigma_rad() const noexcept { return std::sqrt(std::max(covariance_(kHeading, kHeading), 0.0f)); }

}  // namespace seqboard
