#include "nodes/sim/adc_model.hpp"

#include <algorithm>
#include <cmath>

namespace seqboard::sim {

void AdcModel::set_voltage(float battery_volt) {
    const std::lock_guard lock{mutex_};
    battery_volt_ = battery_volt;
}

void AdcModel::set_fault(AdcFault fault) {
    const std::lock_guard lock{mutex_};
    fault_ = fault;
}

float AdcModel::read_volt() {
    constexpr float kNoisy = 20;
    const std::lock_guard lock{mutex_};
    const auto full_count = static_cast<float>(config_.full_scale_count);
    const float volt_per_count = config_.full_scale_volt / full_count;
    if (fault_ != AdcFault::kStuck) {
        const float pin_volt = fault_ == AdcFault::kUnplugged ? 0.0f : battery_volt_ / config_.divider_ratio;
        const float noise_count = noise_.normal() * config_.noise_count * (fault_ == AdcFault::kNoisy ? kNoisy : 1.0f);
        last_count_ = std::clamp(std::round(pin_volt / volt_per_count + noise_count), 0.0f, full_count);
    }
    return last_count_ * volt_per_count;
}

}  // namespace seqboard::sim
