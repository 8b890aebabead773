// A two-cell lithium pack: open-circuit voltage by charge, sag by current.
#pragma once

#include <algorithm>

#include "core/messages/battery.hpp"

namespace seqboard::sim {

struct BatteryConfig {
    float capacity_amp_s = 2.2f * 3600;
    float resistance_ohm = 0.15f;
    float full_volt = 8.4f;
    float empty_volt = 6.4f;
    float electronics_amp = 0.45f;  ///< what the board itself takes
};

class BatteryModel {
public:
    BatteryModel(const BatteryConfig& config, float charge_ratio) : config_{config} { state_.charge_ratio = charge_ratio; }

    void step(float motor_current_amp, float dt_s) {
        state_.current_amp = motor_current_amp + config_.electronics_amp;
        state_.charge_ratio = std::max(0.0f, state_.charge_ratio - state_.current_amp * dt_s / config_.capacity_amp_s);
        const float open_volt = config_.empty_volt + (config_.full_volt - config_.empty_volt) * state_.charge_ratio;
        state_.voltage_volt = state_.charge_ratio > 0 ? open_volt - config_.resistance_ohm * state_.current_amp : 0.0f;
    }

    const Battery& state() const noexcept { return state_; }

private:
    BatteryConfig config_;
    Battery state_;
};

}  // namespace seqboard::sim
