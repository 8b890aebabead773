// The driver against lines and outputs that a test looks at.
#include "drivers/l298n.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>

#include "core/exit_code.hpp"
#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "drivers/pwm/emulated_pwm_bank.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

enum Line : std::size_t { kIn1, kIn2, kIn3, kIn4, kEnable };
enum Output : std::size_t { kLeft, kRight };

struct Bridge {
    testing::ScratchBoard scratch;
    std::string folder = (std::filesystem::create_directories(scratch.root()), scratch.root());
    std::optional<EmulatedGpioBank> lines{std::in_place, folder + "/gpio.sock",
                                          std::vector<std::string>{"in1", "in2", "in3", "in4", "enable"}};
    std::optional<EmulatedPwmBank> outputs{std::in_place, folder + "/pwm.sock", std::vector<std::string>{"left", "right"}};
    L298n::Wiring wiring{.gpio_backend = "emulated:" + folder + "/gpio.sock",
                         .pwm_backend = "emulated:" + folder + "/pwm.sock",
                         .channels = {{{"left", "in1", "in2"}, {"right", "in3", "in4"}}},
                         .enable = "enable",
                         .shaping = {.slew_ratio_s = 100}};
    std::optional<L298n> driver;
    Time now{10s};

    void open() { driver.emplace(wiring); }
    /// Steps of 10 ms, the command renewed in each.
    void drive(const MotorDemand& left, const MotorDemand& right, int steps = 5) {
        for (int i = 0; i < steps; ++i) {
            REQUIRE(driver->command({left, right}, now + 100ms));
            REQUIRE(driver->step(now += 10ms));
        }
    }
    /// IN1 and IN2 as two digits, then EN.
    std::pair<std::string, float> left() const { return seen(kIn1, kLeft); }
    std::pair<std::string, float> right() const { return seen(kIn3, kRight); }
    bool enabled() const { return lines->is_high(kEnable); }

private:
    std::pair<std::string, float> seen(std::size_t first, Output output) const {
        return {std::string{lines->is_high(first) ? "1" : "0"} + (lines->is_high(first + 1) ? "1" : "0"), outputs->pulse(output).ratio()};
    }
};
const std::pair<std::string, float> kCoasts{"00", 0.0f}, kBrakes{"00", 1.0f};

}  // namespace

TEST_CASE("opened, both motors coast and the enable line is low") {
    Bridge bridge;
    bridge.open();
    CHECK(bridge.left() == kCoasts);
    CHECK(bridge.right() == kCoasts);
    CHECK_FALSE(bridge.enabled());
    CHECK(bridge.driver->step(bridge.now));  // and stay so without a command
    CHECK_FALSE(bridge.enabled());
}

TEST_CASE("forward, backward, braked and coasting are the data sheet's four") {
    Bridge bridge;
    bridge.open();
    bridge.drive({0.5f}, {-0.25f});
    CHECK(bridge.left() == std::pair{std::string{"10"}, 0.5f});
    CHECK(bridge.right() == std::pair{std::string{"01"}, 0.25f});
    CHECK(bridge.enabled());
    bridge.drive({0, true}, {0, false});
    CHECK(bridge.left() == kBrakes);
    CHECK(bridge.right() == kCoasts);
    CHECK(bridge.enabled());
}

TEST_CASE("a channel whose motor is reversed turns the other way round") {
    Bridge bridge;
    bridge.wiring.channels[1].reversed = true;
    bridge.open();
    bridge.drive({0.5f}, {0.5f});
    CHECK(bridge.left().first == "10");
    CHECK(bridge.right().first == "01");
    bridge.drive({-0.5f}, {-0.5f});
    CHECK(bridge.left().first == "01");
    CHECK(bridge.right().first == "10");
}

TEST_CASE("the direction lines change only while EN is off") {
    Bridge bridge;
    bridge.open();
    bridge.drive({0.5f}, {0});
    (void)bridge.lines->take_changes();
    const unsigned before = bridge.outputs->changes(kLeft);
    bridge.drive({-0.5f}, {0}, 1);
    CHECK(bridge.left() == kCoasts);  // the dead time
    bridge.drive({-0.5f}, {0}, 4);
    CHECK(bridge.left() == std::pair{std::string{"01"}, 0.5f});
    CHECK(bridge.outputs->changes(kLeft) >= before + 3);  // off for the rest, off for the lines, on
}

TEST_CASE("what has not changed makes no system call") {
    Bridge bridge;
    bridge.open();
    bridge.drive({0.5f}, {0.5f});
    const unsigned before = bridge.outputs->changes(kLeft);
    (void)bridge.lines->take_changes();
    bridge.drive({0.5f}, {0.5f}, 20);
    CHECK(bridge.outputs->changes(kLeft) == before);
    CHECK(bridge.lines->take_changes().empty());
}

TEST_CASE("past its deadline a command holds no more, and a new one does") {
    Bridge bridge;
    bridge.open();
    bridge.drive({0.5f}, {0.5f});
    CHECK(bridge.driver->step(bridge.now += 90ms));
    CHECK(bridge.enabled());
    CHECK(bridge.driver->step(bridge.now += 10ms));
    CHECK_FALSE(bridge.enabled());
    CHECK_FALSE(bridge.driver->enabled());
    CHECK(bridge.left() == kCoasts);
    CHECK(bridge.right() == kCoasts);
    bridge.drive({0.5f}, {0.5f});
    CHECK(bridge.enabled());
    CHECK(bridge.left().second == 0.5f);
}

TEST_CASE("released, and destroyed, it coasts with the enable line low") {
    Bridge bridge;
    bridge.open();
    bridge.drive({0.5f}, {0.5f});
    bridge.driver->release();
    CHECK(bridge.driver->step(bridge.now));
    CHECK_FALSE(bridge.enabled());
    CHECK(bridge.left() == kCoasts);
    bridge.drive({0.5f}, {0, true});
    bridge.driver.reset();
    CHECK_FALSE(bridge.enabled());
    CHECK(bridge.left() == kCoasts);
    CHECK(bridge.right() == kCoasts);
}

TEST_CASE("a command that is no ratio releases both motors") {
    for (const float wrong : {1.01f, -1.01f, std::nanf("")}) {
        Bridge bridge;
        bridge.open();
        bridge.drive({0.5f}, {0.5f});
        CHECK_FALSE(bridge.driver->command({MotorDemand{0.5f}, MotorDemand{wrong}}, bridge.now + 1s));
        CHECK(bridge.driver->step(bridge.now += 10ms));
        CHECK(bridge.left() == kCoasts);
        CHECK_FALSE(bridge.enabled());
    }
}

TEST_CASE("a bridge whose outputs are gone is told so, and its enable line drops") {
    Bridge bridge;
    bridge.open();
    bridge.drive({0.5f}, {0.5f});
    bridge.outputs.reset();
    REQUIRE(bridge.driver->command({MotorDemand{0.8f}, MotorDemand{0.8f}}, bridge.now + 1s));
    CHECK_FALSE(bridge.driver->step(bridge.now += 10ms));
    CHECK_FALSE(bridge.enabled());
    CHECK_FALSE(bridge.driver->step(bridge.now += 10ms));
    CHECK_FALSE(bridge.enabled());
}

TEST_CASE("a wheel that stands although it is driven is reported, and only that") {
    Bridge bridge;
    bridge.open();
    for (int i = 0; i < 60; ++i) {
        REQUIRE(bridge.driver->command({MotorDemand{0.6f}, MotorDemand{0.6f}}, bridge.now + 100ms));
        REQUIRE(bridge.driver->step(bridge.now += 10ms, {.wheel_rad_s = {0.0f, 5.0f}}));
        if (i == 20) CHECK_FALSE(bridge.driver->stalled(0));
    }
    CHECK(bridge.driver->stalled(0));
    CHECK_FALSE(bridge.driver->stalled(1));
    CHECK(bridge.left().second == 0.6f);
}

TEST_CASE("a bridge without an enable line works, one with too short a dead time is refused") {
    Bridge bridge;
    bridge.wiring.enable.clear();
    bridge.open();
    bridge.drive({0.5f}, {0.5f});
    CHECK(bridge.driver->enabled());
    CHECK_FALSE(bridge.enabled());
    bridge.driver.reset();
    bridge.wiring.pwm_period = 20ms;
    try {
        bridge.open();
        FAIL("accepted");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
        CHECK(std::string{error.what()} ==
              "L298N: a dead time of 5 ms is shorter than a PWM period of 20 ms, in which EN may still be high; make it longer");
    }
}
