// Heading from a JY-61 module on a UART.
#pragma once

#include "core/messages/heading.hpp"
#include "core/node.hpp"
#include "drivers/jy61.hpp"

namespace seqboard {

/// Publishes one Heading per step in which the module completed a cycle: yaw and yaw rate about the body's z axis, left
/// positive, radians. While the module is gone nothing is published, so that readers see the value grow old; the device is
/// opened again twice a second.
class HeadingNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        std::string device = setup.param<std::string>("device");
        int baud = setup.param("baud", 115200);
        float yaw_sign_ratio = setup.param("yaw_sign_ratio", 1.0f, {-1.0f, 1.0f});  ///< -1: mounted upside down
        Output<Heading> heading = setup.output<Heading>("heading");
    };

    explicit HeadingNode(Io io) : io_{std::move(io)}, module_{io_.device, io_.baud} {}

    void step(const Tick& tick) {
        if (!module_.is_open()) return reconnect(tick.now);
        if (module_.poll()) publish();
        if (!module_.is_open()) log_line(LogLevel::kWarning, "%s is gone; trying to open it again", io_.device.c_str());
    }

private:
    void reconnect(Time now) {
        constexpr Duration kRetry = std::chrono::milliseconds{500};
        if (now - tried_ < kRetry) return;
        tried_ = now;
        if (module_.reopen()) log_line(LogLevel::kInfo, "%s is back", io_.device.c_str());
    }

    void publish() {
        const Jy61Motion& motion = module_.motion();
        io_.heading.write({.heading_rad = io_.yaw_sign_ratio * motion.angle_rad[2],
                           .yaw_rate_rad_s = io_.yaw_sign_ratio * motion.rate_rad_s[2],
                           .roll_rad = motion.angle_rad[0],
                           .pitch_rad = io_.yaw_sign_ratio * motion.angle_rad[1],
                           .frames = module_.parser().packets(),
                           .frame_errors = module_.parser().checksum_errors()});
    }

    Io io_;
    Jy61 module_;
    Time tried_{};
};

}  // namespace seqboard
