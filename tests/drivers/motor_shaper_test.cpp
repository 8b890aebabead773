#include "drivers/motor_shaper.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Motor {
    MotorShaper shaper;
    Time now{10s};

    explicit Motor(const MotorShaping& shaping) : shaper{shaping} {}
    BridgeDrive after(Duration time, const MotorDemand& demand, float battery_volt = std::nanf("")) {
        return shaper.step(demand, now += time, battery_volt);
    }
    /// At speed, whatever the slew limit.
    void run(float ratio) {
        after(20ms, {ratio});
        after(10s, {ratio});
        REQUIRE(after(1ms, {ratio}).duty_ratio > 0);
    }
};

}  // namespace

TEST_CASE("the duty rises no faster than the slew limit, and gets there") {
    Motor motor{{.slew_ratio_s = 2}};
    CHECK(motor.after(0ms, {0.5f}) == BridgeDrive{BridgeState::kCoast, 0});
    CHECK(motor.after(100ms, {0.5f}).duty_ratio == Approx(0.2));
    CHECK(motor.after(100ms, {0.5f}).duty_ratio == Approx(0.4));
    const BridgeDrive arrived = motor.after(100ms, {0.5f});
    CHECK(arrived.duty_ratio == Approx(0.5));
    CHECK(arrived.state == BridgeState::kForward);
    CHECK(motor.after(50ms, {0.2f}).duty_ratio == Approx(0.4));
}

TEST_CASE("stopping is not slewed: shorted or coasting as demanded, and it starts from rest again") {
    Motor motor{{.slew_ratio_s = 2}};
    motor.run(0.9f);
    CHECK(motor.after(1ms, {0, true}) == BridgeDrive{BridgeState::kBrake, 1});
    CHECK(motor.after(1ms, {0, false}) == BridgeDrive{BridgeState::kCoast, 0});
    motor.after(100ms, {0, false});
    CHECK(motor.after(10ms, {0.9f}).duty_ratio == Approx(0.02));
}

TEST_CASE("a reversal passes through zero, then rests for the dead time") {
    Motor motor{{.slew_ratio_s = 10, .dead_time = 30ms}};
    motor.run(0.2f);
    std::vector<BridgeState> states;
    Duration coasted{};
    for (int i = 0; i < 12; ++i) {
        const BridgeDrive drive = motor.after(10ms, {-0.2f});
        if (drive.state == BridgeState::kCoast) coasted += 10ms;
        if (states.empty() || states.back() != drive.state) states.push_back(drive.state);
    }
    CHECK(states == std::vector{BridgeState::kForward, BridgeState::kCoast, BridgeState::kReverse});
    CHECK(coasted >= 30ms - 10ms);  // the last step that drove forward is the first of the dead time
    CHECK(coasted <= 40ms);
}

TEST_CASE("after braking a motor rests before it is driven, whichever way") {
    for (const float ratio : {0.5f, -0.5f}) {
        Motor motor{{.dead_time = 30ms}};
        motor.run(0.5f);
        CHECK(motor.after(10ms, {0, true}).state == BridgeState::kBrake);
        CHECK(motor.after(10ms, {ratio}).state == BridgeState::kCoast);
        CHECK(motor.after(10ms, {ratio}).state == BridgeState::kCoast);
        CHECK(motor.after(10ms, {ratio}).state == (ratio > 0 ? BridgeState::kForward : BridgeState::kReverse));
    }
}

TEST_CASE("the same way again needs no rest") {
    Motor motor{{.dead_time = 30ms}};
    motor.run(0.5f);
    motor.after(1ms, {0, false});
    CHECK(motor.after(10ms, {0.5f}).state == BridgeState::kForward);
}

TEST_CASE("ratios begin above the dead band and end at one") {
    Motor motor{{.slew_ratio_s = 1000, .dead_band_ratio = 0.2f}};
    motor.after(0ms, {0});
    motor.after(1s, {0, false});
    CHECK(motor.after(1s, {0.001f}).duty_ratio == Approx(0.2).margin(0.001));
    CHECK(motor.after(1s, {0.5f}).duty_ratio == Approx(0.6));
    CHECK(motor.after(1s, {1}).duty_ratio == Approx(1));
}

TEST_CASE("a sagging battery is made up for, as far as full duty goes, an unknown one is not") {
    Motor motor{{.slew_ratio_s = 1000, .nominal_volt = 8, .bridge_drop_volt = 2}};
    motor.after(0ms, {0, false});
    CHECK(motor.after(1s, {0.5f}, 8).duty_ratio == Approx(0.5));
    CHECK(motor.after(1s, {0.5f}, 6).duty_ratio == Approx(0.75));
    CHECK(motor.after(1s, {0.5f}, 14).duty_ratio == Approx(0.25));
    CHECK(motor.after(1s, {0.9f}, 6).duty_ratio == 1);
    CHECK(motor.after(1s, {0.5f}).duty_ratio == Approx(0.5));
    CHECK(motor.after(1s, {0.5f}, 1.5f).duty_ratio == Approx(0.5));
}

TEST_CASE("released it coasts at once, and begins at rest") {
    Motor motor{{.slew_ratio_s = 2}};
    motor.run(1);
    CHECK(motor.shaper.release(motor.now += 1ms) == BridgeDrive{});
    CHECK(motor.after(10ms, {1}).duty_ratio == Approx(0.02));
}
