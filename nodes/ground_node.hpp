// What the floor sensors see, as floor or cliff.
#pragma once

#include <memory>

#include "core/messages/ground.hpp"
#include "core/node.hpp"
#include "drivers/floor_self_test.hpp"
#include "drivers/gpio/open_gpio.hpp"
#include "drivers/gpio/pin_claims.hpp"

namespace seqboard {

/// Publishes GroundContact at every step. A cliff is "no reflection", so that a dark sensor or a broken wire is one too; so are lines
/// that cannot be read any more. A cliff is believed after `debounce`, a floor after four times that.
/// A broken wire has to look like no reflection to the pin: an active-low line has a pull-up, the pin's own where the kernel can; one
/// that is high where the floor reflects needs a pull-down on the board, for the S3C2440's pins have none.
class GroundNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        std::string gpio = setup.param<std::string>("gpio", "auto");      ///< auto, cdev, cdev_v1, sysfs, registers or emulated:SOCKET
        std::string front_left = setup.param<std::string>("front_left");  ///< lines of one chip: GPG1, gpiochip0/4, or names in the kernel
        std::string front_right = setup.param<std::string>("front_right");
        std::string rear_left = setup.param<std::string>("rear_left");
        std::string rear_right = setup.param<std::string>("rear_right");
        bool active_low = setup.param<bool>("active_low");  ///< true: a line is low where the floor reflects; vendors differ
        Duration debounce = setup.param<Duration>("debounce", std::chrono::milliseconds{10});
        Output<GroundContact> contact = setup.output<GroundContact>("ground_contact");
    };

    explicit GroundNode(Io io)
        : io_{std::move(io)},
          lines_{open_gpio(io_.gpio, {.lines = {io_.front_left, io_.front_right, io_.rear_left, io_.rear_right},
                                      .active_low = io_.active_low,
                                      .pull_up = io_.active_low,
                                      .consumer = "seqboard ground"})} {
        contact_.cliff.fill(1);
    }

    void step(const Tick& tick) {
        if (const auto floor = lines_->levels()) {
            for (std::size_t i = 0; i < contact_.cliff.size(); ++i) debounce(i, ((*floor >> i) & 1u) == 0, tick.now);
        } else {
            contact_.cliff.fill(1);
            pending_.fill(Time::max());
        }
        io_.contact.write(contact_);
    }

    static std::vector<PinClaim> pins(const Io& io) {
        return PinClaims{}
            .add("front_left", io.gpio, io.front_left, PinUse::kInput)
            .add("front_right", io.gpio, io.front_right, PinUse::kInput)
            .add("rear_left", io.gpio, io.rear_left, PinUse::kInput)
            .add("rear_right", io.gpio, io.rear_right, PinUse::kInput)
            .all();
    }

    static constexpr auto kSelfTest = "the robot on the floor, and within ten seconds lifted off it";
    SelfTest self_test(const SelfTestClock& clock) { return test_floor_sensors(*lines_, kNames, clock); }

private:
    void debounce(std::size_t sensor, bool cliff, Time now) {
        Time& since = pending_[sensor];
        if (cliff == (contact_.cliff[sensor] != 0)) {
            since = Time::max();
        } else if (since == Time::max()) {
            since = now;
        } else if (now - since >= (cliff ? io_.debounce : 4 * io_.debounce)) {
            contact_.cliff[sensor] = cliff;
            since = Time::max();
        }
    }

    static constexpr std::array<const char*, 4> kNames = {"front left", "front right", "rear left", "rear right"};

    Io io_;
    std::unique_ptr<GpioLines> lines_;
    GroundContact contact_;
    std::array<Time, 4> pending_{Time::max(), Time::max(), Time::max(), Time::max()};  ///< since when a line says otherwise
};

}  // namespace seqboard
