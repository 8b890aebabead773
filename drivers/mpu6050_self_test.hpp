// Is this MPU-6050 in order? For a person at a bench, not for a node's loop.
#pragma once

#include <functional>
#include <string>

#include "drivers/mpu6050.hpp"

namespace seqboard {

struct Mpu6050SelfTest {
    bool passed = false;
    std::string text;  ///< one line for each thing looked at: what was measured, what is expected, ok or not
};

/// Starts the chip anew and looks at it for 1.2 s, during which the body must rest: identity, samples and errors, gravity, noise,
/// bias. `pause` lets that much time pass and returns the time then.
Mpu6050SelfTest self_test(Mpu6050& chip, const std::function<Time(Duration)>& pause);

}  // namespace seqboard
