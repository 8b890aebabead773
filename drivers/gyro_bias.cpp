#include "drivers/gyro_bias.hpp"

#include <algorithm>
#include <cmath>

namespace seqboard {

namespace {

// Data sheet: 0.05 deg/s = 0.0009 rad/s within 100 Hz, and 400 ug/sqrt(Hz) = 0.033 m/s^2 within 44 Hz.
constexpr float kRestNoise_rad_s = 0.005f;
constexpr float kRestNoise_m_s2 = 0.17f;
constexpr float kLargestBias_rad_s = 0.7f;    // data sheet: 20 deg/s at 25 degC, and as much again over temperature
constexpr float kLargestDrift_rad_s = 0.03f;  // from one rest to the next; more is a turn
constexpr float kNewsRatio = 0.2f;
constexpr unsigned kConvincingWindows = 8;

bool all_below(const GyroBias::Axes& values, float limit) noexcept {
    return std::all_of(values.begin(), values.end(), [&](float value) { return std::abs(value) < limit; });
}

bool are_near(const GyroBias::Axes& one, const GyroBias::Axes& other) noexcept {
    GyroBias::Axes difference;
    for (std::size_t axis = 0; axis < difference.size(); ++axis) difference[axis] = one[axis] - other[axis];
    return all_below(difference, kLargestDrift_rad_s);
}

}  // namespace

void GyroBias::Sums::add(const Axes& value, bool is_first) noexcept {
    if (is_first) *this = {.first = value};
    for (std::size_t axis = 0; axis < value.size(); ++axis) {
        const float difference = value[axis] - first[axis];
        sum[axis] += difference;
        squares[axis] += difference * difference;
    }
}

GyroBias::Axes GyroBias::Sums::mean() const noexcept {
    Axes mean;
    for (std::size_t axis = 0; axis < mean.size(); ++axis) mean[axis] = first[axis] + sum[axis] / kWindow;
    return mean;
}

GyroBias::Axes GyroBias::Sums::deviation() const noexcept {
    Axes deviation;
    for (std::size_t axis = 0; axis < deviation.size(); ++axis)
        deviation[axis] = std::sqrt(std::max(0.0f, (squares[axis] - sum[axis] * sum[axis] / kWindow) / kWindow));
    return deviation;
}

void GyroBias::add(const Axes& rate_rad_s, const Axes& acceleration_m_s2) noexcept {
    rate_.add(rate_rad_s, samples_ == 0);
    acceleration_.add(acceleration_m_s2, samples_ == 0);
    if (++samples_ == kWindow) end_window();
}

void GyroBias::end_window() noexcept {
    samples_ = 0;
    noise_ = rate_.deviation();
    shake_ = acceleration_.deviation();
    const Axes mean_rad_s = rate_.mean();
    const bool still =
        all_below(noise_, kRestNoise_rad_s) && all_below(shake_, kRestNoise_m_s2) && all_below(mean_rad_s, kLargestBias_rad_s);
    if (!still) contrary_ = 0;
    at_rest_ = still && is_credible(mean_rad_s);
    if (at_rest_) learn(mean_rad_s);
}

bool GyroBias::is_credible(const Axes& mean_rad_s) noexcept {
    if (known_ && !are_near(mean_rad_s, bias_)) {
        contrary_ = contrary_ > 0 && are_near(mean_rad_s, other_rad_s_) ? contrary_ + 1 : 1;
        other_rad_s_ = mean_rad_s;
        if (contrary_ < kConvincingWindows) return false;
        known_ = false;
    }
    contrary_ = 0;
    return true;
}

void GyroBias::learn(const Axes& mean_rad_s) noexcept {
    for (std::size_t axis = 0; axis < bias_.size(); ++axis)
        bias_[axis] = known_ ? bias_[axis] + kNewsRatio * (mean_rad_s[axis] - bias_[axis]) : mean_rad_s[axis];
    known_ = true;
}

}  // namespace seqboard
