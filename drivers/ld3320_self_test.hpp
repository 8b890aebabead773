// Is this LD3320 in order? For a person at a bench, not for a node's loop.
#pragma once

#include "core/node/self_test.hpp"
#include "drivers/ld3320.hpp"

namespace seqboard {

/// Starts the chip, which checks reset line, bus and registers, and listens for ten seconds: say one of the phrases.
SelfTest test_ld3320(Ld3320& chip, const SelfTestClock& clock);

}  // namespace seqboard
