// Is this heading module in order? For a person at a bench, not for a node's loop.
#pragma once

#include "core/node/self_test.hpp"
#include "drivers/heading_module.hpp"

namespace seqboard {

/// Listens for five seconds, during which the body must rest: which module it is, its speed, how many of its frames are good, whether it
/// has frozen, how far the yaw drifts.
SelfTest test_heading_module(HeadingModule& module, const SelfTestClock& clock);

}  // namespace seqboard
