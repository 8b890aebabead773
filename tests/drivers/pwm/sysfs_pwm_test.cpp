// Against a folder that looks like /sys/class/pwm.
#include "drivers/pwm/sysfs_pwm.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/drivers/pwm/fake_pwm_class.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

ExitCode refusal(const PwmRequest& request, const std::string& root) {
    return start_error([&] { const SysfsPwm output{request, root}; }).first;
}

}  // namespace

TEST_CASE("sysfs: an output has its period and its safe pulse before it is enabled, and follows") {
    FakePwmClass sysfs;
    sysfs.add_output("pwmchip0/pwm1");
    {
        SysfsPwm output{{.output = "TOUT1", .period = 20ms, .safe_high = 1500us}, sysfs.root()};
        CHECK(sysfs.get("pwmchip0/pwm1/period") == 20'000'000);
        CHECK(sysfs.get("pwmchip0/pwm1/duty_cycle") == 1'500'000);
        CHECK(sysfs.get("pwmchip0/pwm1/enable") == 1);
        CHECK(output.set_ratio(0.5f));
        CHECK(sysfs.get("pwmchip0/pwm1/duty_cycle") == 10'000'000);
        CHECK(output.off());
        CHECK(sysfs.get("pwmchip0/pwm1/duty_cycle") == 0);
        CHECK(sysfs.get("pwmchip0/pwm1/enable") == 1);
        CHECK_FALSE(output.set_pulse(21ms));
        CHECK(sysfs.get("pwmchip0/pwm1/duty_cycle") == 0);
    }
    CHECK(sysfs.get("pwmchip0/pwm1/duty_cycle") == 1'500'000);
}

TEST_CASE("sysfs: with several chips an output is named with its own") {
    FakePwmClass sysfs;
    sysfs.add_chip("pwmchip4");
    sysfs.add_output("pwmchip4/pwm0");
    CHECK(refusal({.output = "TOUT0", .period = 1ms}, sysfs.root()) == ExitCode::kConfig);
    SysfsPwm output{{.output = "pwmchip4/0", .period = 1ms}, sysfs.root()};
    CHECK(sysfs.get("pwmchip4/pwm0/period") == 1'000'000);
}

TEST_CASE("sysfs: an output that is not there is refused, and what was exported is given back") {
    FakePwmClass sysfs;
    CHECK(refusal({.output = "TOUT2", .period = 1ms}, sysfs.root()) == ExitCode::kUnavailable);
    CHECK(sysfs.get("pwmchip0/export") == 2);
    CHECK(sysfs.get("pwmchip0/unexport") == 2);
    CHECK(refusal({.output = "GPB0", .period = 1ms}, sysfs.root()) == ExitCode::kConfig);
    CHECK(refusal({.output = "pwmchip0/a", .period = 1ms}, sysfs.root()) == ExitCode::kConfig);
    CHECK(refusal({.output = "TOUT0", .period = 1ms}, sysfs.root() + "/absent") == ExitCode::kUnavailable);
}
