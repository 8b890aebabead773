// Are these floor sensors in order? For a person at a bench, not for a node's loop.
#pragma once

#include <span>

#include "core/node/self_test.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// On the floor every line has to be active; lifted within the next ten seconds, every line inactive. A robot that is not lifted is not
/// tried for a sensor that sees floor everywhere, which is said. `names` are the lines' in their order.
SelfTest test_floor_sensors(GpioLines& lines, std::span<const char* const> names, const SelfTestClock& clock);

}  // namespace seqboard
