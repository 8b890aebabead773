#include "drivers/battery_gauge.hpp"

#include <algorithm>

namespace seqboard {

void BatteryGauge::add(float pin_volt, Time now) noexcept {
    const float reading_volt = pin_volt * config_.divider_ratio;
    if (!voltage_volt_) {
        voltage_volt_ = reading_volt;
    } else {
        if (is_sag(reading_volt, now)) return;
        const float dt_s = seconds_of(now - last_);
        *voltage_volt_ += (reading_volt - *voltage_volt_) * dt_s / (config_.filter_time_s + dt_s);
    }
    last_ = now;
    level_ = judged();
}

bool BatteryGauge::is_sag(float reading_volt, Time now) noexcept {
    return reading_volt < *voltage_volt_ && now < sags_until_ && now - last_ < 2 * config_.sag_time;
}

float BatteryGauge::charge_ratio() const noexcept {
    if (!voltage_volt_) return 0;
    return std::clamp((*voltage_volt_ - config_.empty_volt) / (config_.full_volt - config_.empty_volt), 0.0f, 1.0f);
}

BatteryLevel BatteryGauge::judged() const noexcept {
    const bool was_critical = level_ == BatteryLevel::kCritical, was_low = was_critical || level_ == BatteryLevel::kLow;
    if (*voltage_volt_ < config_.critical_volt + (was_critical ? config_.hysteresis_volt : 0)) return BatteryLevel::kCritical;
    if (*voltage_volt_ < config_.warn_volt + (was_low ? config_.hysteresis_volt : 0)) return BatteryLevel::kLow;
    return BatteryLevel::kOk;
}

}  // namespace seqboard
