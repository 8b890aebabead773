// Heading from a module on a UART.
#pragma once

#include "core/messages/heading.hpp"
#include "core/node.hpp"
#include "drivers/heading_module.hpp"
#include "drivers/heading_module_self_test.hpp"

namespace seqboard {

/// Publishes one Heading per step in which the module said something that can be trusted: yaw and yaw rate about the body's z
/// axis, left positive, radians. While the module is unplugged, silent, garbled or frozen nothing is published, so that readers
/// see the value grow old; the node finds it again by itself. Each such change is one line in the log. A GY-25 rounds to a
/// hundredth of a degree: one at rest may pass for frozen, until it moves.
class HeadingNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        std::string device = setup.param<std::string>("device");
        std::string module = setup.param("module", "auto");                                      ///< auto, jy61 or gy25
        int baud = setup.param("baud", 0);                                                       ///< 0: found out
        float yaw_sign_ratio = setup.param("yaw_sign_ratio", 1.0f, {-1.0f, 1.0f});               ///< -1: mounted upside down
        float fastest_turn_rad_s = setup.param("fastest_turn_rad_s", 10.0f, {0.1f, 40.0f});      ///< of this robot
        Duration frozen_after = setup.param("frozen_after", Duration{std::chrono::seconds{2}});  ///< of frames without a change
        Output<Heading> heading = setup.output<Heading>("heading");
    };

    explicit HeadingNode(Io io)
        : io_{std::move(io)},
          module_{{.device = io_.device,
                   .family = io_.module,
                   .baud = io_.baud,
                   .fastest_turn_rad_s = io_.fastest_turn_rad_s,
                   .frozen_after = io_.frozen_after}} {}

    void step(const Tick& tick) {
        const auto attitude = module_.poll(tick.now);
        if (module_.state() != told_) tell();
        if (attitude) publish(*attitude);
    }

    static constexpr auto kSelfTest = "the robot at rest";
    SelfTest self_test(const SelfTestClock& clock) { return test_heading_module(module_, clock); }

private:
    void tell() {
        told_ = module_.state();
        const char* const device = io_.device.c_str();
        switch (told_) {
            case HeadingState::kSearching: return log_line(LogLevel::kInfo, "%s is open again", device);
            case HeadingState::kUnplugged: return log_line(LogLevel::kWarning, "%s is gone; trying to open it again", device);
            case HeadingState::kSilent: return log_line(LogLevel::kWarning, "%s: the module is silent; is it powered?", device);
            case HeadingState::kGarbled: return log_line(LogLevel::kWarning, "%s: no known module sends what comes in", device);
            case HeadingState::kFrozen: return log_line(LogLevel::kWarning, "%s: the module repeats one frame; it has frozen", device);
            case HeadingState::kTalking: return log_line(LogLevel::kInfo, "%s: a %s at %d baud", device, module_.family(), module_.baud());
        }
    }

    void publish(const Attitude& attitude) {
        io_.heading.write({.heading_rad = io_.yaw_sign_ratio * attitude.yaw_rad,
                           .yaw_rate_rad_s = io_.yaw_sign_ratio * *attitude.yaw_rate_rad_s,
                           .roll_rad = attitude.roll_rad,
                           .pitch_rad = io_.yaw_sign_ratio * attitude.pitch_rad,
                           .frames = module_.frames(),
                           .frame_errors = module_.errors()});
    }

    Io io_;
    HeadingModule module_;
    HeadingState told_ = HeadingState::kSearching;
};

}  // namespace seqboard
