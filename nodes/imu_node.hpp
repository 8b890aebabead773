// Heading, attitude, rates and accelerations from an MPU-6050 on an I2C bus.
#pragma once

#include <optional>
#include <utility>

#include "core/messages/heading.hpp"
#include "core/messages/imu.hpp"
#include "core/node.hpp"
#include "drivers/mpu6050.hpp"
#include "drivers/mpu6050_self_test.hpp"
#include "nodes/attitude_filter.hpp"

namespace seqboard {

/// Publishes one Imu for each new sample, and one Heading as heading_node does once the gyro's bias is known: the body has to rest
/// for half a second first. Yaw is zero then; it is integrated and drifts. While the chip is gone or makes no sense nothing is
/// published, so that readers see the values grow old; it is started anew twice a second. Then yaw goes on
/// from where it was: what was turned meanwhile is missing.
class ImuNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        std::string i2c = setup.param<std::string>("i2c");                     ///< /dev/i2c-0 or emulated:SOCKET
        bool ad0_high = setup.param("ad0_high", false);                        ///< the chip is at 0x69 instead of 0x68
        bool upside_down = setup.param("upside_down", false);                  ///< turned about its x axis
        float tilt_time_s = setup.param("tilt_time_s", 1.0f, {0.05f, 60.0f});  ///< in which gravity corrects roll and pitch
        Output<Imu> imu = setup.output<Imu>("imu");
        Output<Heading> heading = setup.output<Heading>("heading");
    };

    explicit ImuNode(Io io)
        : io_{std::move(io)}, chip_{io_.i2c, io_.ad0_high ? Mpu6050::kSecondAddress : Mpu6050::kAddress}, attitude_{io_.tilt_time_s} {}

    void step(const Tick& tick) {
        if (!chip_.is_well()) return restart(tick.now);
        if (chip_.poll(tick.now)) publish(tick.now);
        if (chip_.is_well() || std::exchange(lost_, true)) return;
        log_line(LogLevel::kWarning, "the MPU-6050 on %s %s; trying to start it again", io_.i2c.c_str(), text_of(chip_.state()));
    }

    static constexpr auto kSelfTest = "the robot at rest";
    SelfTest self_test(const SelfTestClock& clock) { return test_mpu6050(chip_, clock); }

private:
    void restart(Time now) {
        constexpr Duration kRetry = std::chrono::milliseconds{500};
        if (tried_ && now - *tried_ < kRetry) return;
        tried_ = now;
        chip_.restart(now);
    }

    void publish(Time now) {
        if (std::exchange(lost_, false)) log_line(LogLevel::kInfo, "the MPU-6050 on %s is running again", io_.i2c.c_str());
        const Mpu6050Motion motion = in_body(chip_.motion());
        const Mpu6050Counts& counts = chip_.counts();
        const GyroBias& bias = chip_.bias();
        io_.imu.write({.acceleration_m_s2 = motion.acceleration_m_s2,
                       .rate_rad_s = motion.rate_rad_s,
                       .bias_rad_s = bias.rad_s(),
                       .temperature_celsius = motion.temperature_celsius,
                       .samples = counts.samples,
                       .bus_errors = counts.bus_errors,
                       .garbled = counts.garbled,
                       .starts = counts.starts,
                       .state = !bias.is_known() ? ImuState::kBiasUnknown
                                : bias.at_rest() ? ImuState::kAtRest
                                                 : ImuState::kMoving});
        if (bias.is_known()) publish_heading(motion, now);
        else attitude_.interrupt();
    }

    void publish_heading(const Mpu6050Motion& motion, Time now) {
        constexpr Duration kLongestGap = std::chrono::milliseconds{200};
        if (now - turned_to_ > kLongestGap) attitude_.interrupt();
        attitude_.step(motion.rate_rad_s, motion.acceleration_m_s2, seconds_of(now - turned_to_));
        turned_to_ = now;
        io_.heading.write({.heading_rad = attitude_.yaw_rad(),
                           .yaw_rate_rad_s = motion.rate_rad_s[2],
                           .roll_rad = attitude_.roll_rad(),
                           .pitch_rad = attitude_.pitch_rad(),
                           .frames = chip_.counts().samples,
                           .frame_errors = chip_.counts().bus_errors + chip_.counts().garbled});
    }

    Mpu6050Motion in_body(Mpu6050Motion motion) const {
        if (!io_.upside_down) return motion;
        for (const std::size_t axis : {1u, 2u}) {
            motion.acceleration_m_s2[axis] = -motion.acceleration_m_s2[axis];
            motion.rate_rad_s[axis] = -motion.rate_rad_s[axis];
        }
        return motion;
    }

    Io io_;
    Mpu6050 chip_;
    AttitudeFilter attitude_;
    std::optional<Time> tried_;
    Time turned_to_{};  ///< attitude_ is of then
    bool lost_ = false;
};

}  // namespace seqboard
