// Distance from the time of flight of an ultrasonic ping.
#pragma once

#include <cmath>
#include <limits>

#include "core/messages/head_pose.hpp"
#include "core/messages/range.hpp"
#include "core/node.hpp"
#include "drivers/gpio/pin_claims.hpp"
#include "drivers/hc_sr04.hpp"
#include "drivers/hc_sr04_self_test.hpp"

namespace seqboard {

/// Pings every `ping_period` and publishes one Range per ping: metres along the beam, bearing from the robot's x axis, left
/// positive, where the head pointed when it pinged. Sound travels at 331.5 + 0.6 T m/s (T in degrees Celsius). No echo is +inf; a
/// line that is stuck, silent or answers from within the transducer's dead zone is NaN (REP 117).
class RangeNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        std::string gpio = setup.param<std::string>("gpio", "auto");  ///< auto, cdev, cdev_v1, sysfs, registers or emulated:SOCKET
        std::string trigger = setup.param<std::string>("trigger");    ///< line: GPB1, gpiochip0/4, or its name in the kernel
        std::string echo = setup.param<std::string>("echo");          ///< line that can interrupt: GPF4
        Duration ping_period = setup.param<Duration>("ping_period", std::chrono::milliseconds{60});
        Live<float> air_celsius = setup.live_param("air_celsius", 20.0f, {-40.0f, 85.0f});
        float min_range_m = setup.param("min_range_m", 0.02f, {0.0f, 1.0f});
        float max_range_m = setup.param("max_range_m", 4.0f, {0.1f, 10.0f});
        float beam_width_rad = setup.param("beam_width_rad", 0.26f, {0.01f, 1.6f});
        float mount_bearing_rad = setup.param("mount_bearing_rad", 0.0f, {-3.15f, 3.15f});  ///< of the beam when the head looks ahead
        Input<HeadPose> head = setup.optional_input<HeadPose>("head_pose", kForever);
        Output<Range> range = setup.output<Range>("range");
    };

    explicit RangeNode(Io io) : io_{std::move(io)}, sonar_{{.gpio = io_.gpio, .trigger = io_.trigger, .echo = io_.echo}} {}

    void step(const Tick& tick) {
        if (const auto ping = sonar_.poll(tick.now)) publish(*ping);
        if (sonar_.listening() || tick.now < next_ping_) return;
        const auto head = io_.head.read();
        if (head && head->settled == 0) return;  // the beam would sweep
        bearing_rad_ = io_.mount_bearing_rad + (head ? head->pan_rad : 0.0f);
        if (sonar_.ping(tick.now)) next_ping_ = tick.now + io_.ping_period;
    }

    static std::vector<PinClaim> pins(const Io& io) {
        return PinClaims{}.add("trigger", io.gpio, io.trigger, PinUse::kOutput).add("echo", io.gpio, io.echo, PinUse::kEdges).all();
    }

    static constexpr auto kSelfTest = "something still that sends an echo, a book or a wall";
    SelfTest self_test(const SelfTestClock& clock) { return test_hc_sr04(sonar_, clock); }

private:
    void publish(const SonarPing& ping) {
        if (ping.outcome == SonarOutcome::kLost) return;
        io_.range.write(
            {.range_m = range_m(ping), .max_range_m = io_.max_range_m, .beam_width_rad = io_.beam_width_rad, .bearing_rad = bearing_rad_});
    }

    float range_m(const SonarPing& ping) const {
        constexpr float kNothing = std::numeric_limits<float>::infinity(), kFailed = std::numeric_limits<float>::quiet_NaN();
        if (ping.outcome == SonarOutcome::kNoEcho) return kNothing;
        if (ping.outcome != SonarOutcome::kEcho) return kFailed;
        const float sound_m_s = 331.5f + 0.6f * io_.air_celsius;
        const float range_m = sound_m_s * seconds_of(ping.echo) / 2;
        // The margin keeps an echo at the dead zone's end from failing by rounding.
        if (range_m < 0.9f * io_.min_range_m) return kFailed;
        if (range_m > io_.max_range_m) return kNothing;
        return range_m;
    }

    Io io_;
    HcSr04 sonar_;
    Time next_ping_{};
    float bearing_rad_ = 0;
};

}  // namespace seqboard
