#include "nodes/sim/l298n_model.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "drivers/gpio/open_gpio.hpp"
#include "drivers/pwm/open_pwm.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;

namespace {

struct Bridge {
    testing::ScratchBoard scratch;
    std::string folder = (std::filesystem::create_directories(scratch.root()), scratch.root());
    EmulatedGpioBank lines{folder + "/gpio.sock", {"in1", "in2", "in3", "in4", "enable"}};
    EmulatedPwmBank outputs{folder + "/pwm.sock", {"left", "right"}};
    L298nModel model{lines, outputs, {{{0, 0, 1}, {1, 2, 3}}}, 4};
    std::unique_ptr<GpioLines> held =
        open_gpio("emulated:" + folder + "/gpio.sock", {.lines = {"in1", "in2", "in3", "in4", "enable"}, .output = true});
    std::unique_ptr<PwmOutput> left = open_pwm("emulated:" + folder + "/pwm.sock", {.output = "left", .period = 1ms});
    std::unique_ptr<PwmOutput> right = open_pwm("emulated:" + folder + "/pwm.sock", {.output = "right", .period = 1ms});

    /// Bits: IN1 is the last digit.
    MotorDrive drive(std::uint32_t lines_high, float left_ratio, float right_ratio) {
        REQUIRE((held->set(lines_high, 0x1f) && left->set_ratio(left_ratio) && right->set_ratio(right_ratio)));
        return model.drive();
    }
};

}  // namespace

TEST_CASE("the bridge obeys the data sheet: two ways to turn, one to short, one to coast") {
    Bridge bridge;
    const MotorDrive driven = bridge.drive(0b1'10'01, 0.5f, 0.25f);
    CHECK(driven.left_duty_ratio == 0.5f);
    CHECK(driven.right_duty_ratio == -0.25f);
    CHECK(driven.enable == 1);
    const MotorDrive shorted = bridge.drive(0b1'00'11, 1, 1);
    CHECK((shorted.left_duty_ratio == 0 && shorted.right_duty_ratio == 0 && shorted.brake == 1));
    const MotorDrive coasting = bridge.drive(0b1'00'00, 0, 0);
    CHECK((coasting.left_duty_ratio == 0 && coasting.brake == 0));
    CHECK(bridge.drive(0b0'10'01, 0.5f, 0.5f).enable == 0);
}

TEST_CASE("each fault of the bridge shows, and on its side only") {
    Bridge bridge;
    const auto left_with = [&](MotorFault fault, float ratio) {
        bridge.model.set_fault(0, fault);
        const MotorDrive drive = bridge.drive(0b1'01'01, ratio, 0.5f);
        CHECK(drive.right_duty_ratio == 0.5f);
        return drive;
    };
    CHECK(left_with(MotorFault::kDead, 0.5f).left_duty_ratio == 0);
    CHECK(left_with(MotorFault::kReversed, 0.5f).left_duty_ratio == -0.5f);
    CHECK(left_with(MotorFault::kDisconnected, 0.5f).left_duty_ratio == 0);
    CHECK(left_with(MotorFault::kDisconnected, 0.5f).brake == 0);
    CHECK(left_with(MotorFault::kShortedLine, 0.5f).left_duty_ratio == 0);
    CHECK(left_with(MotorFault::kShortedLine, 0.5f).brake == 1);
    CHECK(left_with(MotorFault::kNone, 0.5f).left_duty_ratio == 0.5f);
}
