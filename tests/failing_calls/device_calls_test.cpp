// Drivers when one of their calls fails: a sentence at the start, an answer in the loop, an output that is safe again, and the next attempt succeeds.
#include <array>
#include <catch2/catch.hpp>

#include "drivers/adc/number_file.hpp"
#include "drivers/gpio/sysfs_gpio.hpp"
#include "drivers/line/serial_line.hpp"
#include "drivers/pwm/sysfs_pwm.hpp"
#include "drivers/serial_port.hpp"
#include "tests/drivers/gpio/fake_gpio_class.hpp"
#include "tests/drivers/pwm/fake_pwm_class.hpp"
#include "tests/failing_calls/failing_call.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

using Word = std::array<std::uint8_t, 4>;
constexpr Word kWord = {0x0d, 0x11, 0x03, 0x7f};

/// For a call in the loop: there a failure is an answer.
void expect(bool done, const char* what) {
    if (!done) throw std::runtime_error{std::string{what} + " failed, and said so"};
}

}  // namespace

TEST_CASE("a pulse of sysfs is never longer than it was asked to be, and its safe one at the end, whatever call fails") {
    const int error_number = GENERATE(EIO, EBUSY, EMFILE);
    FakePwmClass sysfs;
    sysfs.add_output("pwmchip0/pwm1");
    std::string broken;
    const FailingCalls swept = fail_each_call(error_number, [&] {
        sysfs.put("pwmchip0/pwm1/duty_cycle", "0\n");
        {
            SysfsPwm output{{.output = "pwmchip0/1", .period = 20ms, .safe_high = 1500us}, sysfs.root()};
            if (const long pulse_ns = sysfs.get("pwmchip0/pwm1/duty_cycle"); pulse_ns != 1'500'000)
                broken += FailingCall::name() + ": enabled with a pulse of " + std::to_string(pulse_ns) + " ns\n";
            const bool set = output.set_pulse(2ms);
            if (set != (sysfs.get("pwmchip0/pwm1/duty_cycle") == 2'000'000)) broken += FailingCall::name() + ": not what it answers\n";
            expect(set, "a pulse");
            expect(output.off(), "the end of the pulses");
        }
        const long last_ns = sysfs.get("pwmchip0/pwm1/duty_cycle");
        if (last_ns != 1'500'000 && FailingCall::name() != "pwrite64") broken += FailingCall::name() + ": ends with another pulse\n";
    });
    CHECK(swept.fault == "");
    CHECK(broken == "");
    CHECK(swept.failed > 10);
    CHECK(swept.refused > 5);
}

TEST_CASE("lines of sysfs are all there or none is kept, whatever call fails") {
    const int error_number = GENERATE(EIO, EMFILE);
    FakeGpioClass sysfs;
    for (const int line : {37, 38, 164}) sysfs.add_line(line, "0\n");
    const FailingCalls swept = fail_each_call(error_number, [&] {
        SysfsGpio outputs{{.lines = {"GPB5", "GPB6"}, .output = true, .initial = 0}, sysfs.root()};
        SysfsGpio input{{.lines = {"GPF4"}}, sysfs.root()};
        expect(outputs.set(3, 3), "an output");
        expect(outputs.set(0, 3), "an output");
        expect(input.levels().has_value(), "an input");
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 30);
    CHECK(swept.refused > 15);
}

TEST_CASE("a serial port passes what it is given or says that it does not, whatever call fails") {
    const int error_number = GENERATE(EIO, ENODEV);
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.directory());
    const std::string device = scratch.directory() + "/uart.tty";
    const FailingCalls swept = fail_each_call(error_number, [&] {
        PtyLine far{device};
        SerialPort port{device, 115200};
        Word got{};
        expect(port.write(kWord), "a write");
        expect(far.receive(got) == got.size() && got == kWord, "the far end's read");
        far.send(kWord);
        got = {};
        const auto count = port.read(got);
        expect(count.has_value() == port.is_open(), "a port that is gone and open");
        expect(count == got.size() && got == kWord, "a read");
        port.change_speed(9600);
        expect(port.is_open(), "a change of speed");
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 12);
    CHECK(swept.refused > 8);
}

TEST_CASE("a number of a converter is right or absent, and read again, whatever call fails") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.directory());
    const std::string path = scratch.directory() + "/in_voltage0_raw";
    std::ofstream{path} << "512\n";
    const FailingCalls swept = fail_each_call(EIO, [&] {
        NumberFile file{path};
        for (int i = 0; i < 3; ++i) {
            const auto number = file.read();
            expect(number.has_value(), "a read");
            if (*number != 512.0f) throw std::logic_error{"wrong"};  // too short for a sentence: a fault
        }
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 2);
    CHECK(swept.refused > 2);
}
