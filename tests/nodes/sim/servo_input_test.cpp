// The head's driver against two emulated servos.
#include "nodes/sim/servo_input.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "drivers/motion_self_test.hpp"
#include "drivers/servo_head.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;

namespace {

struct Head {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/pwm.sock");
    EmulatedPwmBank bank{socket, {"pan", "tilt"}};
    ServoInput input;
    ServoModel pan, tilt;
    ServoFault fault = ServoFault::kNone;
    ServoHead driver{
        {.pan = {.output = "pan", .backend = "emulated:" + socket}, .tilt = {.output = "tilt", .backend = "emulated:" + socket}}};
    Time now{10s};

    void pass(Duration time) {
        for (Duration passed{}; passed < time; passed += 10ms) {
            now += 10ms;
            input.apply(bank.pulse(0), pan, fault);
            input.apply(bank.pulse(1), tilt);
            pan.step(0.01f);
            tilt.step(0.01f);
        }
    }
    SelfTestClock clock() {
        return {.now = [this] { return now; }, .pass = [this](Duration time) { pass(time); }};
    }
};

}  // namespace

TEST_CASE("when the driver says that the head is settled, the servos are there") {
    Head head;
    for (const auto& [pan_rad, tilt_rad] :
         {std::pair{0.0f, 0.0f}, std::pair{1.2f, -0.4f}, std::pair{-1.2f, 0.4f}, std::pair{-1.0f, 0.4f}}) {
        head.driver.point(pan_rad, tilt_rad, head.now);
        while (!head.driver.settled(head.now)) head.pass(10ms);
        CHECK(head.pan.angle_rad() == Approx(pan_rad).margin(0.002));
        CHECK(head.tilt.angle_rad() == Approx(tilt_rad).margin(0.002));
    }
}

TEST_CASE("a servo that is stuck, unplugged or reversed does not do what the driver says, and recovers") {
    Head head;
    head.driver.point(0.5f, 0, head.now);
    head.pass(1s);
    head.fault = ServoFault::kStuck;
    head.driver.point(-0.5f, 0, head.now);
    head.pass(1s);
    CHECK(head.pan.angle_rad() == Approx(0.5f).margin(0.002));
    head.fault = ServoFault::kDisconnected;
    head.pass(1s);
    CHECK(head.pan.angle_rad() == Approx(0.5f).margin(0.002));
    head.fault = ServoFault::kReversed;
    head.driver.point(-0.7f, 0, head.now);
    head.pass(1s);
    CHECK(head.pan.angle_rad() == Approx(0.7f).margin(0.002));
    head.fault = ServoFault::kNone;
    head.pass(1s);
    CHECK(head.pan.angle_rad() == Approx(-0.7f).margin(0.002));
}

TEST_CASE("without a servo's pulses it stays where it was told to be") {
    using Pulse = EmulatedPwmBank::Pulse;
    CHECK(ServoInput::is_signal({.period = 20ms, .high = 1500us}));
    for (const Pulse pulse : {Pulse{}, Pulse{20ms, 0ns}, Pulse{20ms, 3ms}, Pulse{20ms, 100us}, Pulse{100ms, 1500us}})
        CHECK_FALSE(ServoInput::is_signal(pulse));
    Head head;
    head.driver.point(0.5f, 0, head.now);
    head.pass(1s);
    head.driver.relax();
    head.pass(1s);
    CHECK(head.pan.angle_rad() == Approx(0.5f).margin(0.002));
}

TEST_CASE("a servo of longer travel turns to other angles than its driver thinks") {
    const ServoInput wide{500us, 2500us};
    CHECK(wide.angle_rad(1500us) == Approx(0).margin(1e-6));
    CHECK(wide.angle_rad(2000us) == Approx(0.7854));
}

TEST_CASE("the head's self-test turns it to every limit, and says when it cannot") {
    Head head;
    float most_rad = 0;
    SelfTestClock clock = head.clock();
    clock.pass = [&](Duration time) {
        head.pass(time);
        most_rad = std::max(most_rad, head.pan.angle_rad());
    };
    const SelfTest result = test_servo_head(head.driver, clock);
    CHECK(result.passed());
    REQUIRE(result.lines.size() == 6);
    CHECK(result.lines[1].sentence.find("pan 90 degrees (left positive), tilt 0 degrees (up positive), there after ") == 0);
    CHECK(most_rad > 1.5f);
    CHECK_FALSE(ServoInput::is_signal(head.bank.pulse(0)));
}
