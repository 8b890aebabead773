// Is this MPU-6050 in order? For a person at a bench, not for a node's loop.
#pragma once

#include "core/node/self_test.hpp"
#include "drivers/mpu6050.hpp"

namespace seqboard {

/// Starts the chip anew and looks at it for 1.2 s, during which the body must rest: identity, samples and errors, gravity, noise, bias.
/// Each sentence says what was measured and what is expected.
SelfTest test_mpu6050(Mpu6050& chip, const SelfTestClock& clock);

}  // namespace seqboard
