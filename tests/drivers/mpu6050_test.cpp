// The driver against the model's registers, over a real socket and without a clock.
#include "drivers/mpu6050.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>

#include "core/exit_code.hpp"
#include "drivers/i2c/emulated_i2c_bus.hpp"
#include "nodes/sim/mpu6050_model.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using sim::ImuFault;

namespace {

constexpr Mpu6050Motion kAtRest{{0, 0, 9.80665f}, {}, 25.0f};

struct Bus {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/i2c.sock");
    sim::Mpu6050Model model{{}, 1};
    std::atomic<int> refusals{0};  ///< transfers to come that fail
    std::unique_ptr<EmulatedI2cBus> wires = make();
    std::string backend = "emulated:" + socket;

    std::unique_ptr<EmulatedI2cBus> make(std::uint8_t address = Mpu6050::kAddress) {
        const auto chip = [this](auto written, auto read) { return answer(written, read); };
        return std::make_unique<EmulatedI2cBus>(socket, std::map<std::uint8_t, EmulatedI2cBus::Chip>{{address, chip}});
    }
    I2cOutcome answer(std::span<const std::uint8_t> written, std::span<std::uint8_t> read) {
        return refusals > 0 && refusals-- > 0 ? I2cOutcome::kBusFault : model.transfer(written, read);
    }
    std::uint8_t peek(std::uint8_t which) {
        std::uint8_t value = 0;
        model.transfer({&which, 1}, {&value, 1});
        return value;
    }
};

struct Chip : Bus {
    Mpu6050 driver{backend};
    Time now{10s};

    /// Polls every 10 ms; the number of new samples.
    unsigned run(Duration duration, const Mpu6050Motion& motion = kAtRest) {
        unsigned samples = 0;
        for (Duration passed{}; passed < duration; passed += 10ms) {
            model.step(motion, 10ms);
            now += 10ms;
            samples += driver.poll(now) ? 1u : 0u;
        }
        return samples;
    }
    void start() {
        REQUIRE(driver.restart(now));
        run(200ms);
        REQUIRE(driver.state() == Mpu6050State::kRunning);
    }
};

StartError refusal(const std::string& backend, std::uint8_t address = Mpu6050::kAddress) {
    try {
        Mpu6050{backend, address};
    } catch (const StartError& error) {
        return error;
    }
    return {ExitCode::kOk, ""};
}

}  // namespace

TEST_CASE("a chip is reset, woken, clocked by its gyro and configured before its first sample") {
    Chip chip;
    CHECK(chip.driver.state() == Mpu6050State::kPowerOn);
    CHECK(chip.run(100ms) == 0);
    CHECK(chip.peek(0x6b) == 0x40);
    REQUIRE(chip.driver.restart(chip.now));
    CHECK(chip.run(90ms) == 0);
    CHECK(chip.driver.state() == Mpu6050State::kResetting);
    CHECK(chip.peek(0x6b) == 0x40);
    CHECK(chip.run(50ms) == 0);
    CHECK(chip.driver.state() == Mpu6050State::kSettling);
    CHECK(chip.peek(0x6b) == 0x01);
    CHECK(chip.peek(0x19) == 1);     // 1 kHz / 2
    CHECK(chip.peek(0x1a) == 3);     // 44 Hz
    CHECK(chip.peek(0x1b) == 0x08);  // 500 deg/s
    CHECK(chip.peek(0x1c) == 0x08);  // 4 g
    CHECK(chip.run(110ms) > 0);
    CHECK(chip.driver.state() == Mpu6050State::kRunning);
    CHECK(chip.driver.counts().starts == 1);
}

TEST_CASE("samples are SI units, rates without the bias that was measured at rest") {
    Chip chip;
    chip.start();
    REQUIRE_FALSE(chip.driver.bias().is_known());
    chip.run(50ms);
    CHECK(chip.driver.motion().rate_rad_s[2] == Approx(chip.model.bias_rad_s()[2]).margin(0.005));
    chip.run(600ms);
    REQUIRE(chip.driver.bias().is_known());
    const Mpu6050Motion turning{{0.5f, -1, 9.5f}, {0.1f, -0.2f, 1.5f}, 26.0f};
    CHECK(chip.run(100ms, turning) == 10);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        CHECK(chip.driver.motion().acceleration_m_s2[axis] == Approx(turning.acceleration_m_s2[axis]).margin(0.2));
        CHECK(chip.driver.motion().rate_rad_s[axis] == Approx(turning.rate_rad_s[axis]).margin(0.006));
    }
    CHECK(chip.driver.motion().temperature_celsius == Approx(26).margin(0.1));
    CHECK(chip.driver.counts().bus_errors == 0);
    CHECK(chip.driver.counts().garbled == 0);
}

TEST_CASE("a body that moves from the start has no bias until it rests") {
    Chip chip;
    REQUIRE(chip.driver.restart(chip.now));
    for (int i = 0; i < 100; ++i) chip.run(20ms, {{0, 0, 9.8f}, {0, 0, i % 2 == 0 ? 0.4f : -0.1f}, 25.0f});
    CHECK_FALSE(chip.driver.bias().is_known());
    chip.run(1s + 10ms);
    CHECK(chip.driver.bias().is_known());
    CHECK(chip.driver.bias().rad_s()[2] == Approx(chip.model.bias_rad_s()[2]).margin(0.001));
}

TEST_CASE("every fault is told from the others, and cured by a restart when it is over") {
    const auto [fault, state] = GENERATE(table<ImuFault, Mpu6050State>({{ImuFault::kUnplugged, Mpu6050State::kSilent},
                                                                        {ImuFault::kFrozen, Mpu6050State::kFrozen},
                                                                        {ImuFault::kGarbage, Mpu6050State::kForeign},
                                                                        {ImuFault::kBrownOut, Mpu6050State::kPowerOn},
                                                                        {ImuFault::kForeign, Mpu6050State::kForeign}}));
    INFO(static_cast<int>(fault));
    Chip chip;
    chip.start();
    chip.run(600ms);
    REQUIRE(chip.driver.bias().is_known());
    chip.model.set_fault(fault);
    chip.run(600ms);
    CHECK(chip.driver.state() == state);
    CHECK_FALSE(chip.driver.is_well());
    CHECK(chip.run(600ms) == 0);  // nothing gets well behind the caller's back
    CHECK(chip.driver.state() == state);

    const bool lasts = fault == ImuFault::kUnplugged || fault == ImuFault::kGarbage || fault == ImuFault::kForeign;
    CHECK(chip.driver.restart(chip.now) == !lasts);
    chip.model.set_fault(ImuFault::kNone);
    chip.start();
    CHECK(chip.driver.bias().is_known());
    CHECK_FALSE(chip.driver.bias().at_rest());
    CHECK(chip.run(600ms) == 60);
    CHECK(chip.driver.bias().at_rest());
    CHECK(chip.driver.motion().acceleration_m_s2[2] == Approx(9.8).margin(0.2));
}

TEST_CASE("the zeros that a reset leaves are no sample, also where they read as the chip's true temperature") {
    Chip chip;
    const Mpu6050Motion warm{kAtRest.acceleration_m_s2, {}, 36.5f};
    REQUIRE(chip.driver.restart(chip.now));
    chip.run(300ms, warm);
    REQUIRE(chip.driver.state() == Mpu6050State::kRunning);
    chip.model.set_fault(ImuFault::kBrownOut);
    CHECK(chip.run(10ms, warm) == 0);
    CHECK(chip.driver.state() == Mpu6050State::kPowerOn);
}

TEST_CASE("noise on the wires lets through no sample but with odds of one in fifty, and is noticed at the next poll") {
    unsigned samples = 0, polls = 0;
    Chip chip;
    for (int round = 0; round < 100; ++round) {
        chip.model.set_fault(ImuFault::kNone);
        chip.start();
        chip.model.set_fault(ImuFault::kGarbage);
        for (; chip.driver.is_well(); ++polls) samples += chip.run(10ms);
    }
    CHECK(polls < 120);
    CHECK(samples < 6);
    CHECK(chip.driver.counts().garbled >= 94);
}

TEST_CASE("a lost transfer is counted and forgiven, three in a row are not") {
    Chip chip;
    chip.start();
    chip.refusals = 2;
    CHECK(chip.run(100ms) == 8);
    CHECK(chip.driver.counts().bus_errors == 2);
    CHECK(chip.driver.state() == Mpu6050State::kRunning);
    chip.refusals = 2;
    CHECK(chip.run(100ms) == 8);
    chip.refusals = 3;
    CHECK(chip.run(100ms) == 0);
    CHECK(chip.driver.state() == Mpu6050State::kSilent);
}

TEST_CASE("a sample that is read twice is taken once") {
    Chip chip;
    chip.start();
    chip.run(10ms);
    const std::uint32_t samples = chip.driver.counts().samples;
    for (int i = 0; i < 10; ++i) CHECK_FALSE(chip.driver.poll(chip.now));
    CHECK(chip.driver.counts().samples == samples);
    CHECK(chip.run(10ms) == 1);
    CHECK(chip.driver.state() == Mpu6050State::kRunning);
}

TEST_CASE("a model that has gone is found again by a restart") {
    Chip chip;
    chip.start();
    chip.wires.reset();
    chip.run(100ms);
    CHECK(chip.driver.state() == Mpu6050State::kSilent);
    CHECK_FALSE(chip.driver.restart(chip.now));
    chip.wires = chip.make();
    chip.start();
    CHECK(chip.run(100ms) == 10);
}

TEST_CASE("a chip that cannot be used when the driver starts is named with its address and what to check") {
    Bus bus;
    const StartError elsewhere = refusal(bus.backend, Mpu6050::kSecondAddress);
    CHECK(elsewhere.code() == ExitCode::kUnavailable);
    CHECK_THAT(elsewhere.what(), Catch::Contains("MPU-6050 at 0x69 on " + bus.backend + ": nobody answers") && Catch::Contains("pull-ups"));
    bus.model.set_fault(ImuFault::kForeign);
    const StartError other = refusal(bus.backend);
    CHECK(other.code() == ExitCode::kUnavailable);
    CHECK_THAT(other.what(), Catch::Contains("WHO_AM_I is 0x70; expected 0x68"));
    bus.wires.reset();
    bus.model.set_fault(ImuFault::kNone);
    bus.wires = bus.make(Mpu6050::kSecondAddress);
    CHECK_NOTHROW(Mpu6050{bus.backend, Mpu6050::kSecondAddress});
    CHECK(refusal("/dev/i2c-no-such").code() == ExitCode::kUnavailable);
}
