#include "drivers/motor_shaper.hpp"

#include <algorithm>
#include <cmath>

namespace seqboard {

BridgeDrive MotorShaper::step(const MotorDemand& demand, Time now, float battery_volt) noexcept {
    const float most = stepped_ ? shaping_.slew_ratio_s * seconds_of(now - stepped_at_) : 0.0f;
    stepped_ = true;
    stepped_at_ = now;
    BridgeDrive drive;
    if (demand.ratio == 0) {
        ratio_ = 0;
        if (demand.brake) drive = {BridgeState::kBrake, 1};
    } else {
        const BridgeState wanted = demand.ratio > 0 ? BridgeState::kForward : BridgeState::kReverse;
        const float target = ratio_ * demand.ratio < 0 ? 0.0f : demand.ratio;  // through zero, not across it
        ratio_ = must_rest(wanted, now) && target != 0 ? 0.0f : ratio_ + std::clamp(target - ratio_, -most, most);
        if (ratio_ != 0) drive = {ratio_ > 0 ? BridgeState::kForward : BridgeState::kReverse, duty_ratio(battery_volt)};
    }
    if (drive.state != BridgeState::kCoast) {
        active_ = drive.state;
        active_at_ = now;
    }
    return drive;
}

BridgeDrive MotorShaper::release(Time now) noexcept {
    ratio_ = 0;
    stepped_ = true;
    stepped_at_ = now;
    return {};
}

bool MotorShaper::must_rest(BridgeState wanted, Time now) const noexcept {
    return active_ != BridgeState::kCoast && active_ != wanted && now - active_at_ < shaping_.dead_time;
}

float MotorShaper::duty_ratio(float battery_volt) const noexcept {
    const float duty = shaping_.dead_band_ratio + std::abs(ratio_) * (1 - shaping_.dead_band_ratio);
    const float nominal_volt = shaping_.nominal_volt - shaping_.bridge_drop_volt, left_volt = battery_volt - shaping_.bridge_drop_volt;
    if (shaping_.nominal_volt <= 0 || !(left_volt > 0)) return duty;
    return std::min(1.0f, duty * nominal_volt / left_volt);
}

}  // namespace seqboard
