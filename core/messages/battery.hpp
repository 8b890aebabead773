// The battery.
#pragma once

#include "core/message.hpp"

namespace seqboard {

struct Battery {
    float voltage_volt = 0;
    float current_amp = 0;   ///< discharge positive
    float charge_ratio = 0;  ///< 1: full
};
SEQBOARD_MESSAGE(Battery, voltage_volt, current_amp, charge_ratio);

}  // namespace seqboard
