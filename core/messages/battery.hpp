// The battery.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class BatteryState : std::uint8_t {
    kUnknown,
    kOk,
    kLow,       ///< go home: drive with care
    kCritical,  ///< stop safely: the board will lose its power soon
};

struct Battery {
    float voltage_volt = 0;  ///< NaN: not measured, as are the next two
    float current_amp = 0;   ///< discharge positive
    float charge_ratio = 0;  ///< 1: full
    BatteryState state = BatteryState::kUnknown;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(Battery, voltage_volt, current_amp, charge_ratio, state, reserved);

}  // namespace seqboard
