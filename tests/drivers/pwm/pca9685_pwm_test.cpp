// The driver against the model's registers, over a real socket; and the bytes that the data sheet asks for.
#include "drivers/pwm/pca9685_pwm.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/exit_code.hpp"
#include "drivers/i2c/emulated_i2c_bus.hpp"
#include "drivers/pwm/open_pwm.hpp"
#include "nodes/sim/pca9685_model.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using sim::PwmChipFault;

namespace {

using Bytes = std::vector<std::uint8_t>;

struct Bus {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/i2c.sock");
    sim::Pca9685Model model;
    std::atomic<int> refusals{0};  ///< transfers to come that nobody acknowledges
    bool foreign_clock = false;    ///< EXTCLK, once set, stays
    std::vector<Bytes> written;    ///< read between exchanges only: the bus's thread waits then
    std::unique_ptr<EmulatedI2cBus> wires = make();
    std::string backend = "pca9685:emulated:" + socket + ":0x41";

    std::unique_ptr<EmulatedI2cBus> make() {
        const auto chip = [this](auto bytes, auto read) { return answer(bytes, read); };
        return std::make_unique<EmulatedI2cBus>(socket, std::map<std::uint8_t, EmulatedI2cBus::Chip>{{0x41, chip}});
    }
    I2cOutcome answer(std::span<const std::uint8_t> bytes, std::span<std::uint8_t> read) {
        if (refusals > 0 && refusals-- > 0) return I2cOutcome::kNoAnswer;
        if (read.empty()) written.emplace_back(bytes.begin(), bytes.end());
        Bytes as_taken(bytes.begin(), bytes.end());
        if (foreign_clock && as_taken.size() == 2 && as_taken[0] == 0) as_taken[1] |= 0x40;
        return model.transfer(as_taken, read);
    }
    std::uint8_t peek(std::uint8_t which) {
        std::uint8_t value = 0;
        model.transfer({&which, 1}, {&value, 1});
        return value;
    }
    void poke(std::uint8_t which, std::uint8_t value) { model.transfer(Bytes{which, value}, {}); }
    std::vector<Bytes> take_written() { return std::exchange(written, {}); }
};

std::pair<ExitCode, std::string> refusal(const std::string& backend, const PwmRequest& request) {
    return testing::start_error([&] { (void)open_pwm(backend, request); });
}

}  // namespace

TEST_CASE("prescalers are those of the data sheet's formula, and none beyond its range") {
    const auto prescale = [](Duration period) { return Pca9685Rate::of(period).value().prescale; };
    CHECK(prescale(5ms) == 0x1e);  // 200 Hz, the data sheet's example and power-on value
    CHECK(prescale(20ms) == 121);
    CHECK(prescale(1ms) == 5);
    CHECK(prescale(655'360ns) == 3);       // 1526 Hz
    CHECK(prescale(41'943'040ns) == 255);  // 24 Hz
    CHECK_FALSE(Pca9685Rate::of(570us));
    CHECK_FALSE(Pca9685Rate::of(42'100us));
    CHECK(Pca9685Rate{121}.period() == 19'988'480ns);
}

TEST_CASE("pulses are counts of 4096, nothing is always off, the whole period always on") {
    constexpr Pca9685Rate rate{121};  // 4.88 us a count
    CHECK(rate.pulse(0ns) == Pca9685Pulse{0, 0, 0, 0x10});
    CHECK(rate.pulse(2us) == Pca9685Pulse{0, 0, 0, 0x10});
    CHECK(rate.pulse(1000us) == Pca9685Pulse{0, 0, 205, 0});
    CHECK(rate.pulse(1500us) == Pca9685Pulse{0, 0, 0x33, 0x01});
    CHECK(rate.pulse(rate.period() - 5us) == Pca9685Pulse{0, 0, 0xff, 0x0f});
    CHECK(rate.pulse(rate.period()) == Pca9685Pulse{0, 0x10, 0, 0});
    CHECK(pca9685_output_register(0) == 0x06);
    CHECK(pca9685_output_register(15) == 0x42);
}

TEST_CASE("a sleeping chip gets its prescaler, wakes, and drives what it is told, in these bytes") {
    Bus bus;
    {
        const auto servo = open_pwm(bus.backend, {.output = "15", .period = 20ms, .safe_high = 1500us});
        CHECK(std::string{servo->backend()} == "pca9685");
        CHECK(servo->period() == 19'988'480ns);
        CHECK(bus.take_written() == std::vector<Bytes>{{0xfe, 121}, {0x01, 0x04}, {0x00, 0x20}, {0x42, 0, 0, 0x33, 0x01}});
        CHECK(bus.model.pulse(15).high == 307 * 4880ns);
        CHECK(servo->set_ratio(0.5f));
        CHECK(bus.model.pulse(15).ratio() == 0.5f);
        CHECK(servo->set_ratio(1));
        CHECK(bus.model.pulse(15).ratio() == 1);
        CHECK(servo->off());
        CHECK(bus.model.pulse(15).high == 0ns);
        CHECK_FALSE(servo->set_pulse(20ms));
        CHECK(bus.take_written() == std::vector<Bytes>{{0x42, 0, 0, 0x00, 0x08}, {0x42, 0, 0x10, 0, 0}, {0x42, 0, 0, 0, 0x10}});
    }
    CHECK(bus.take_written() == std::vector<Bytes>{{0x42, 0, 0, 0x33, 0x01}});
    CHECK(bus.model.pulse(15).high == 307 * 4880ns);
}

TEST_CASE("outputs of one chip share it and its period, and the last one to go lets it sleep, ready for another period") {
    Bus bus;
    {
        const auto left = open_pwm(bus.backend, {.output = "0", .period = 1ms});
        const auto right = open_pwm(bus.backend, {.output = "1", .period = 1ms, .safe_high = 1ms});
        CHECK(left->set_ratio(0.25f));
        CHECK(bus.model.pulse(0).ratio() == 0.25f);
        CHECK(bus.model.pulse(1).ratio() == 1);
        const auto [code, sentence] = refusal(bus.backend, {.output = "2", .period = 20ms});
        CHECK(code == ExitCode::kConfig);
        CHECK_THAT(sentence, Catch::Contains("it runs at a period of 983.04 us, not 19.9885 ms"));
        CHECK(bus.peek(0xfe) == 5);
    }
    CHECK(bus.model.pulse(0).high == 0ns);
    CHECK(bus.model.pulse(1).ratio() == 1);  // its safe pulse: the chip stays awake
    CHECK(bus.peek(0x00) == 0x20);
    { const auto right = open_pwm(bus.backend, {.output = "1", .period = 1ms}); }
    CHECK(bus.peek(0x00) == 0x30);
    CHECK(refusal(bus.backend, {.output = "2", .period = 20ms}).first == ExitCode::kOk);
    CHECK(bus.peek(0xfe) == 121);
}

TEST_CASE("a chip that lost its power for a moment is set up again by the next change") {
    Bus bus;
    const auto left = open_pwm(bus.backend, {.output = "0", .period = 1ms});
    const auto right = open_pwm(bus.backend, {.output = "1", .period = 1ms});
    REQUIRE(left->set_ratio(0.5f));
    bus.model.set_fault(PwmChipFault::kBrownOut);
    CHECK(bus.peek(0x00) == 0x11);
    CHECK(bus.peek(0xfe) == 0x1e);
    CHECK(bus.model.pulse(0).high == 0ns);
    CHECK(right->set_ratio(0.75f));
    CHECK(bus.peek(0x00) == 0x20);
    CHECK(bus.peek(0xfe) == 5);
    CHECK(bus.model.pulse(1).ratio() == 0.75f);
    CHECK(bus.model.pulse(0).high == 0ns);  // nobody has changed it yet
    CHECK(left->set_ratio(0.5f));
    CHECK(bus.model.pulse(0).ratio() == 0.5f);
}

TEST_CASE("no acknowledge is told to the caller, and over when the chip is back") {
    Bus bus;
    const auto motor = open_pwm(bus.backend, {.output = "0", .period = 1ms});
    bus.refusals = 1;
    CHECK_FALSE(motor->set_ratio(0.5f));
    CHECK(motor->set_ratio(0.5f));
    bus.model.set_fault(PwmChipFault::kUnplugged);
    CHECK_FALSE(motor->set_ratio(0.6f));
    bus.model.set_fault(PwmChipFault::kNone);
    CHECK(bus.model.pulse(0).high == 0ns);
    CHECK(motor->set_ratio(0.625f));
    CHECK(bus.model.pulse(0).ratio() == 0.625f);
    bus.wires.reset();
    CHECK_FALSE(motor->off());
    bus.wires = bus.make();
    CHECK(motor->off());
    CHECK(bus.model.pulse(0).high == 0ns);
}

TEST_CASE("pulses from before a sleep do not come back") {
    Bus bus;
    bus.poke(0x00, 0x20);
    bus.model.transfer(Bytes{0x06, 0, 0, 0, 0x08}, {});
    REQUIRE(bus.model.pulse(0).ratio() == 0.5f);
    bus.poke(0x00, 0x30);  // another program's, which did not switch its outputs off first
    REQUIRE(bus.peek(0x00) == 0xb0);
    REQUIRE(bus.model.pulse(0).high == 0ns);
    const auto motor = open_pwm(bus.backend, {.output = "3", .period = 1ms});
    CHECK(bus.peek(0x00) == 0x20);
    CHECK(bus.model.pulse(0).high == 0ns);
    CHECK(motor->set_ratio(0.5f));
    CHECK(bus.model.pulse(3).ratio() == 0.5f);
}

TEST_CASE("a chip that another program left awake is taken with its pulses, unless its clock is foreign or its period another") {
    Bus bus;
    bus.poke(0xfe, 5);
    bus.poke(0x00, 0x21);  // all-call
    bus.model.transfer(Bytes{0x0a, 0, 0, 0, 0x08}, {});
    CHECK(refusal(bus.backend, {.output = "0", .period = 20ms}).first == ExitCode::kConfig);
    {
        const auto motor = open_pwm(bus.backend, {.output = "0", .period = 1ms});
        CHECK(bus.peek(0x00) == 0x20);
        CHECK(bus.model.pulse(1).ratio() == 0.5f);
    }
    bus.poke(0x00, 0x60);  // EXTCLK, which in the chip stays until its power goes
    bus.foreign_clock = true;
    const auto [code, sentence] = refusal(bus.backend, {.output = "0", .period = 1ms});
    CHECK(code == ExitCode::kUnavailable);
    CHECK_THAT(sentence, Catch::Contains("MODE1 is 0x60 and stays so"));
}

TEST_CASE("a PCA9685 that cannot be had says why") {
    Bus bus;
    const std::string wires = "pca9685:emulated:" + bus.socket;
    CHECK(refusal(bus.backend, {.output = "16", .period = 1ms}) ==
          std::pair{ExitCode::kConfig, std::string{"PWM: a PCA9685 has no output '16'; expected 0 to 15"}});
    CHECK(refusal(bus.backend, {.output = "TOUT0", .period = 1ms}).first == ExitCode::kConfig);
    CHECK(refusal(bus.backend, {.output = "0", .period = 100us}).first == ExitCode::kConfig);
    CHECK(refusal(wires + ":0x3f", {.output = "0", .period = 1ms}).first == ExitCode::kConfig);
    CHECK(refusal("pca9685:/nowhere/i2c", {.output = "0", .period = 1ms}).first == ExitCode::kUnavailable);
    const auto [code, sentence] = refusal(wires, {.output = "0", .period = 1ms});  // it is at 0x41
    CHECK(code == ExitCode::kUnavailable);
    CHECK_THAT(sentence, Catch::StartsWith("PCA9685 at 0x40 on emulated:") && Catch::Contains("nobody answers"));
    CHECK(bus.take_written().empty());
}
