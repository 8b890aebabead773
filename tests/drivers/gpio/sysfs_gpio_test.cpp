// Against a folder that looks like /sys/class/gpio. Edges need a kernel: the board's tests have one.
#include "drivers/gpio/sysfs_gpio.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/drivers/gpio/fake_gpio_class.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

ExitCode refusal(const GpioRequest& request, const std::string& root) {
    return start_error([&] { const SysfsGpio lines{request, root}; }).first;
}

}  // namespace

TEST_CASE("sysfs: inputs are read together, by pin or by number") {
    FakeGpioClass sysfs;
    sysfs.add_line(164, "1\n");
    sysfs.add_line(7, "0\n");
    SysfsGpio lines{{.lines = {"GPF4", "7"}}, sysfs.root()};
    CHECK(lines.levels() == 0b01u);
    sysfs.put("gpio7/value", "1\n");
    CHECK(lines.levels() == 0b11u);
    CHECK_FALSE(lines.take_edge());
}

TEST_CASE("sysfs: an output gets its level together with its direction, and is given back") {
    FakeGpioClass sysfs;
    sysfs.add_line(37, "0\n");
    {
        SysfsGpio lines{{.lines = {"GPB5"}, .output = true, .active_low = true, .initial = 0}, sysfs.root()};
        CHECK(sysfs.get("gpio37/active_low").substr(0, 1) == "1");
        CHECK(sysfs.get("gpio37/direction").substr(0, 4) == "high");  // low would be active
        CHECK(lines.set(1, 1));
        CHECK(sysfs.get("gpio37/value").substr(0, 1) == "1");
    }
    CHECK(sysfs.get("unexport") == "37");
}

TEST_CASE("sysfs: what it cannot do is refused") {
    FakeGpioClass sysfs;
    sysfs.add_line(37, "0\n", false);
    CHECK(refusal({.lines = {"GPB5"}, .edges = true}, sysfs.root()) == ExitCode::kConfig);
    CHECK(refusal({.lines = {"button"}}, sysfs.root()) == ExitCode::kConfig);
    CHECK(refusal({.lines = {"GPF0"}}, sysfs.root()) == ExitCode::kUnavailable);
    CHECK(refusal({.lines = {"GPF0"}}, sysfs.root() + "/absent") == ExitCode::kUnavailable);
}

TEST_CASE("sysfs: of lines that cannot all be had none stays exported") {
    FakeGpioClass sysfs;
    sysfs.add_line(37, "0\n");
    CHECK(refusal({.lines = {"GPB5", "button"}}, sysfs.root()) == ExitCode::kConfig);
    CHECK(sysfs.get("unexport") == "37");
}
