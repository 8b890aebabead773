#include "nodes/sim/encoder_model.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "drivers/wheel_encoder.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;

namespace {

struct Wheel {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/gpio.sock");
    EmulatedGpioBank bank{socket, {"a", "b"}};
    EncoderModel model{bank, 0, 1};
    WheelEncoder encoder{{.gpio = "emulated:" + socket, .a = "a", .b = "b"}};
    Time now{10s};
    std::int32_t count = 0;

    Wheel() {
        model.advance(0, now);
        bank.advance(now);
    }
    /// In steps of 10 ms, 20 counts at most.
    void turn(std::int32_t counts) {
        while (counts != 0) {
            const std::int32_t step = std::clamp(counts, -20, 20);
            counts -= step;
            model.advance(count += step, now += 10ms);
            bank.advance(now);
            encoder.poll(now);
        }
    }
};

}  // namespace

TEST_CASE("the driver counts what the plant turned, there and back") {
    Wheel wheel;
    wheel.turn(1000);
    CHECK(wheel.encoder.count() == 1000);
    CHECK(wheel.encoder.wheel_rad_s() == Approx(2000 * 6.2832 / 780).epsilon(0.001));
    wheel.turn(-1700);
    CHECK(wheel.encoder.count() == -700);
    CHECK(wheel.encoder.errors() == 0);
}

TEST_CASE("an edge comes when its count is passed, not when the simulator looks") {
    Wheel wheel;
    wheel.model.advance(0.5, wheel.now += 10ms);
    wheel.model.advance(1.5, wheel.now += 10ms);
    wheel.bank.advance(wheel.now);
    wheel.encoder.poll(wheel.now);
    CHECK(wheel.encoder.count() == 1);
    CHECK(wheel.encoder.last_edge() == wheel.now - 5ms);
    wheel.model.advance(0.75, wheel.now += 10ms);
    wheel.bank.advance(wheel.now);
    wheel.encoder.poll(wheel.now);
    CHECK(wheel.encoder.count() == 0);
    CHECK(std::abs((wheel.encoder.last_edge() - (wheel.now - 3'333'333ns)).count()) <= 1);
}

TEST_CASE("each fault of an encoder shows at the driver") {
    Wheel wheel;
    SECTION("lost edges are counted as errors") {
        wheel.model.set_fault(EncoderFault::kLostEdges);
        wheel.turn(1000);
        CHECK(wheel.encoder.errors() > 100);
        CHECK(wheel.encoder.count() < 900);
    }
    SECTION("without B the wheel seems to tremble") {
        wheel.model.set_fault(EncoderFault::kDisconnectedB);
        wheel.turn(1000);
        CHECK(std::abs(wheel.encoder.count()) <= 1);
    }
    SECTION("swapped lines count backward") {
        wheel.model.set_fault(EncoderFault::kReversed);
        wheel.turn(1000);
        CHECK(wheel.encoder.count() == -1000);
    }
    SECTION("without power nothing moves") {
        wheel.model.set_fault(EncoderFault::kDead);
        wheel.turn(1000);
        CHECK(wheel.encoder.count() == 0);
    }
    wheel.model.set_fault(EncoderFault::kNone);
    wheel.turn(4);
    const std::int32_t before = wheel.encoder.count();
    const std::uint32_t errors = wheel.encoder.errors();
    wheel.turn(1000);
    CHECK(wheel.encoder.count() == before + 1000);
    CHECK(wheel.encoder.errors() == errors);
}
