#include "drivers/heading_module_self_test.hpp"

#include <cmath>

#include "core/angle.hpp"

namespace seqboard {

namespace {

constexpr Duration kStep = std::chrono::milliseconds{10}, kFinding = std::chrono::seconds{2}, kListening = std::chrono::seconds{5};

const char* remedy(HeadingState state) {
    switch (state) {
        case HeadingState::kUnplugged: return "the device is gone; is it a USB adapter that was pulled out?";
        case HeadingState::kSearching:
        case HeadingState::kSilent: return "nothing comes; has the module power, is its TX at this port's RX?";
        case HeadingState::kGarbled: return "what comes is no known module's; is another device on this line, is the ground connected?";
        case HeadingState::kFrozen: return "it repeats one frame; power it off and on";
        case HeadingState::kTalking: break;
    }
    return "it fell silent now and then; look at its wires";
}

}  // namespace

SelfTest test_heading_module(HeadingModule& module, const SelfTestClock& clock) {
    std::optional<float> first_rad, last_rad;
    for (Duration passed{}; passed < kListening; passed += kStep) {
        clock.pass(kStep);
        const auto attitude = module.poll(clock.now());
        if (!attitude || passed < kFinding) continue;
        if (!first_rad) first_rad = attitude->yaw_rad;
        last_rad = attitude->yaw_rad;
    }
    SelfTest result;
    const bool talks = module.state() == HeadingState::kTalking && last_rad;
    result.expect(talks, sentence("a %s at %d baud on %s", module.family(), module.baud(), module.device().c_str()),
                  module.device() + ": " + remedy(module.state()));
    if (!talks) return result;
    result.check(module.errors() * 50 < module.frames(), "%u frames, %u refused; expected less than 2 %%", module.frames(),
                 module.errors());
    const float drift_rad = std::abs(wrapped_rad(*last_rad - *first_rad));
    result.check(drift_rad < 0.05f, "yaw moved by %.4f rad in 3 s; expected below 0.05 while nothing moves",
                 static_cast<double>(drift_rad));
    result.note("turn the robot to the left by hand and look at seqboard echo heading: it has to grow");
    return result;
}

}  // namespace seqboard
