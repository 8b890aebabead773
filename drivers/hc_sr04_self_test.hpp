// Is this sonar in order? For a person at a bench, not for a node's loop.
#pragma once

#include "core/node/self_test.hpp"
#include "drivers/hc_sr04.hpp"

namespace seqboard {

/// Twenty pings: how many were answered, what became of the others, how far the echoes scatter. Takes 2 s. Wants something still that
/// sends an echo; without one it can only say that the module answers.
SelfTest test_hc_sr04(HcSr04& sonar, const SelfTestClock& clock);

}  // namespace seqboard
