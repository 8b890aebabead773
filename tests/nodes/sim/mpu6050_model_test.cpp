// The chip as its register map describes it.
#include "nodes/sim/mpu6050_model.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;

namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr Mpu6050Motion kMotion{{0, 0, 9.80665f}, {0, 0, 0.5f}, 25.0f};

struct Chip {
    Mpu6050Model model{{}, 3};

    void write(std::uint8_t which, std::uint8_t value) { CHECK(model.transfer(Bytes{which, value}, {}) == I2cOutcome::kDone); }
    Bytes read(std::uint8_t first, std::size_t count) {
        Bytes bytes(count);
        CHECK(model.transfer(Bytes{first}, bytes) == I2cOutcome::kDone);
        return bytes;
    }
    std::uint8_t read(std::uint8_t which) { return read(which, 1)[0]; }
    Bytes sample() { return read(0x3b, 14); }
    void wake() { write(0x6b, 0x01); }
};

}  // namespace

TEST_CASE("at power-on the chip sleeps, all else is zero, and it says who it is") {
    Chip chip;
    chip.model.step(kMotion, 1s);
    CHECK(chip.read(0x6b) == 0x40);
    CHECK(chip.read(0x75) == 0x68);
    CHECK(chip.sample() == Bytes(14));
}

TEST_CASE("a write moves on through the registers, a read too, and what may not be written is kept") {
    Chip chip;
    CHECK(chip.model.transfer(Bytes{0x19, 9, 3, 0x18}, {}) == I2cOutcome::kDone);
    CHECK(chip.read(0x19, 3) == Bytes{9, 3, 0x18});
    chip.write(0x75, 0);
    chip.write(0x3b, 0xff);
    CHECK(chip.read(0x75) == 0x68);
    CHECK(chip.read(0x3b) == 0);
}

TEST_CASE("samples come at the sample rate, and not between") {
    Chip chip;
    chip.wake();
    chip.write(0x19, 9);  // with filter 1: 1 kHz / 10
    chip.write(0x1a, 1);
    chip.model.step(kMotion, 9ms);
    CHECK(chip.sample() == Bytes(14));
    chip.model.step(kMotion, 1ms);
    const Bytes first = chip.sample();
    CHECK(first != Bytes(14));
    chip.model.step(kMotion, 9ms);
    CHECK(chip.sample() == first);
    chip.model.step(kMotion, 1ms);
    CHECK(chip.sample() != first);
    chip.model.step(kMotion, 15ms);  // what is left of it counts for the next sample
    const Bytes late = chip.sample();
    chip.model.step(kMotion, 5ms);
    CHECK(chip.sample() != late);
    chip.write(0x1a, 0);  // without the filter: 8 kHz / 10
    const Bytes second = chip.sample();
    chip.model.step(kMotion, 1250us);
    CHECK(chip.sample() != second);
}

TEST_CASE("the ranges scale what is measured") {
    Chip chip;
    chip.wake();
    chip.write(0x1c, 0x18);  // 16 g
    chip.write(0x1b, 0x00);  // 250 deg/s
    chip.model.step(kMotion, 10ms);
    Mpu6050Block block;
    const Bytes bytes = chip.sample();
    std::copy(bytes.begin(), bytes.end(), block.begin());
    CHECK(word_at(block, 2) == Approx(2048).margin(40));
    const float rate_rad_s = 0.5f + chip.model.bias_rad_s()[2];
    CHECK(word_at(block, 6) == Approx(rate_rad_s * 57.29578f * 131).margin(40));
}

TEST_CASE("a reset puts everything back, sleep stops the samples") {
    Chip chip;
    chip.wake();
    chip.write(0x19, 4);
    chip.model.step(kMotion, 10ms);
    chip.write(0x6b, 0x40);
    const Bytes last = chip.sample();
    chip.model.step(kMotion, 10ms);
    CHECK(chip.sample() == last);
    chip.write(0x6b, 0x80);
    CHECK(chip.read(0x6b) == 0x40);
    CHECK(chip.read(0x19) == 0);
    CHECK(chip.sample() == Bytes(14));
}

TEST_CASE("each fault shows as it does on a robot") {
    Chip chip;
    chip.wake();
    chip.model.step(kMotion, 10ms);
    SECTION("unplugged: no acknowledge, then the power-on state") {
        chip.model.set_fault(ImuFault::kUnplugged);
        Bytes byte(1);
        CHECK(chip.model.transfer(Bytes{0x75}, byte) == I2cOutcome::kNoAnswer);
        chip.model.set_fault(ImuFault::kNone);
        CHECK(chip.read(0x6b) == 0x40);
    }
    SECTION("frozen: one sample for ever, until it is reset") {
        chip.model.set_fault(ImuFault::kFrozen);
        const Bytes last = chip.sample();
        chip.model.step(kMotion, 1s);
        CHECK(chip.sample() == last);
        chip.write(0x6b, 0x80);
        chip.wake();
        chip.model.step(kMotion, 10ms);
        CHECK(chip.sample() != Bytes(14));
    }
    SECTION("garbage: never the same twice") {
        chip.model.set_fault(ImuFault::kGarbage);
        CHECK(chip.sample() != chip.sample());
    }
    SECTION("brown-out: asleep again") {
        chip.model.set_fault(ImuFault::kBrownOut);
        CHECK(chip.read(0x6b) == 0x40);
        CHECK(chip.sample() == Bytes(14));
    }
    SECTION("foreign: another identity") {
        chip.model.set_fault(ImuFault::kForeign);
        CHECK(chip.read(0x75) == 0x70);
    }
}

TEST_CASE("one seed is one chip: the same bias and noise again") {
    const auto sample_of = [](std::uint32_t seed) {
        Chip chip;
        Mpu6050Model model{{}, seed};
        model.transfer(Bytes{0x6b, 0x01}, {});
        model.step(kMotion, 10ms);
        Bytes bytes(14);
        model.transfer(Bytes{0x3b}, bytes);
        return bytes;
    };
    CHECK(sample_of(1) == sample_of(1));
    CHECK(sample_of(1) != sample_of(2));
}
