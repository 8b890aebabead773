// Is a battery measured well? For a person at a bench, not for a node's loop.
#pragma once

#include "core/node/self_test.hpp"
#include "drivers/adc/analog_input.hpp"
#include "drivers/battery_gauge.hpp"

namespace seqboard {

/// Twenty readings in two seconds, the motors at rest: whether the converter answers, whether the voltage can be this battery's, how far
/// the readings scatter.
SelfTest test_battery(AnalogInput& input, const BatteryGaugeConfig& config, const SelfTestClock& clock);

}  // namespace seqboard
