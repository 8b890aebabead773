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

enum class BatteryFault : std::uint8_t {
    kNone,
    kUnplugged,  ///< no converter, or a wire is off
    kStuck,      ///< the reading does not move, though the motors' load does
    kNoisy,      ///< conversions scatter far more than a converter's: a bad ground; their mean is published
};

struct Battery {
    float voltage_volt = 0;  ///< NaN: not measured, as are the next two
    float current_amp = 0;   ///< discharge positive
    float charge_ratio = 0;  ///< 1: full
    BatteryState state = BatteryState::kUnknown;
    BatteryFault fault = BatteryFault::kNone;
    std::array<std::uint8_t, 2> reserved{};
};
SEQBOARD_MESSAGE(Battery, voltage_volt, current_amp, charge_ratio, state, fault, reserved);

}  // namespace seqboard
