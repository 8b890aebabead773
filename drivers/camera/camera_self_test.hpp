// Does a camera see? For a person at a bench, not for a node's loop.
#pragma once

#include "core/node/self_test.hpp"
#include "drivers/camera/camera.hpp"

namespace seqboard {

/// Two seconds of pictures: whether there is a camera, how many it gives, how large and in which format, and whether there is anything on
/// them. `period` is what was asked of it.
SelfTest test_camera(Camera& camera, Duration period, const SelfTestClock& clock);

}  // namespace seqboard
