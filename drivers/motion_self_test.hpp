// What a person who wires a robot wants to know of its motors, head and encoders: one test for each, for `seqboard dev test`.
#pragma once

#include <array>

#include "core/node/self_test.hpp"
#include "drivers/l298n.hpp"
#include "drivers/pwm/pwm_output.hpp"
#include "drivers/servo_head.hpp"
#include "drivers/wheel_encoder.hpp"

namespace seqboard {

/// A quarter, a half, none, for half a second each: look at the line with a lamp or a meter.
SelfTest test_pwm(PwmOutput& output, const SelfTestClock& clock);

/// Turns each wheel forward and backward for half a second at half duty: lift the robot. With encoders (left, right; null for none) it
/// says whether the right wheel turned the right way, and what is swapped if not. Both motors coast afterwards.
SelfTest test_l298n(L298n& bridge, const std::array<WheelEncoder*, 2>& encoders, const SelfTestClock& clock);

/// Turns the head ahead, to each limit of each axis, ahead, and relaxes it: watch it, servos report nothing.
SelfTest test_servo_head(ServoHead& head, const SelfTestClock& clock);

/// Counts for five seconds: turn the wheel forward by hand, one turn.
SelfTest test_wheel_encoder(WheelEncoder& encoder, const SelfTestClock& clock);

}  // namespace seqboard
