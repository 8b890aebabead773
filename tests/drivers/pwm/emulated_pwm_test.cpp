#include "drivers/pwm/emulated_pwm.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/exit_code.hpp"
#include "drivers/pwm/emulated_pwm_bank.hpp"
#include "drivers/pwm/open_pwm.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Bus {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/pwm.sock");
    EmulatedPwmBank bank{socket, {"motor", "servo"}};
    std::string backend = "emulated:" + socket;
};
enum Output : std::size_t { kMotor, kServo };

std::pair<ExitCode, std::string> refusal(const std::string& backend, const PwmRequest& request) {
    return testing::start_error([&] { (void)open_pwm(backend, request); });
}

}  // namespace

TEST_CASE("what a driver sets is what the model sees, the safe pulse first and last") {
    Bus bus;
    CHECK(bus.bank.pulse(kServo).period == 0ns);
    {
        const auto servo = open_pwm(bus.backend, {.output = "servo", .period = 20ms, .safe_high = 1500us});
        CHECK(std::string{servo->backend()} == "emulated");
        CHECK(bus.bank.pulse(kServo).high == 1500us);
        CHECK(servo->set_pulse(2ms));
        CHECK(bus.bank.pulse(kServo).high == 2ms);
        CHECK(bus.bank.pulse(kServo).ratio() == Approx(0.1f));
        CHECK(servo->set_ratio(1));
        CHECK(bus.bank.pulse(kServo).high == 20ms);
        CHECK_FALSE(servo->set_pulse(21ms));
        CHECK(bus.bank.changes(kServo) == 3);
    }
    CHECK(bus.bank.pulse(kServo).high == 1500us);
    CHECK(bus.bank.changes(kMotor) == 0);
}

TEST_CASE("a driver whose PWM model has gone is told so") {
    testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string socket = scratch.root() + "/pwm.sock";
    auto bank = std::make_unique<EmulatedPwmBank>(socket, std::vector<std::string>{"motor"});
    EmulatedPwm motor{socket, {.output = "motor", .period = 1ms}};
    CHECK(motor.set_ratio(0.5f));
    bank.reset();
    CHECK_FALSE(motor.set_ratio(0.5f));
    CHECK_FALSE(motor.off());
}

TEST_CASE("a PWM request that cannot be met says what is wrong") {
    Bus bus;
    CHECK(refusal(bus.backend, {.output = "moter", .period = 1ms}) ==
          std::pair{ExitCode::kConfig, "emulated PWM '" + bus.socket + "': the model has no output 'moter'"});
    CHECK(refusal("emulated:/nowhere/pwm.sock", {.output = "motor", .period = 1ms}).first == ExitCode::kUnavailable);
    CHECK(refusal("pca9685", {.output = "motor", .period = 1ms}).first == ExitCode::kConfig);
    CHECK(refusal(bus.backend, {.output = "motor", .period = 0ms}).second ==
          "PWM 'motor': a period of 0 ns; expected more than 0 and at most 1 s");
    CHECK(refusal(bus.backend, {.output = "motor", .period = 2s}).first == ExitCode::kConfig);
    CHECK(refusal(bus.backend, {.output = "motor", .period = 1ms, .safe_high = 2ms}).first == ExitCode::kConfig);
    CHECK(bus.bank.changes(kMotor) == 0);
}
