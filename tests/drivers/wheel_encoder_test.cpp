// The driver against lines that a test moves.
#include "drivers/wheel_encoder.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <numbers>

#include "core/exit_code.hpp"
#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr float kTurn_rad = 2 * std::numbers::pi_v<float>;
enum Line : std::size_t { kA, kB };

struct Wheel {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/gpio.sock");
    EmulatedGpioBank bank{socket, {"a", "b"}};
    WheelEncoder::Wiring wiring{.gpio = "emulated:" + socket, .a = "a", .b = "b", .counts_per_turn = 100};
    Time now{10s};

    Wheel() { bank.advance(now); }
    /// Forward, an edge every 2 ms.
    void turn(int edges) {
        for (int i = 0; i < edges; ++i) {
            const bool a_moves = bank.is_high(kA) == bank.is_high(kB);
            bank.drive(a_moves ? kA : kB, a_moves ? !bank.is_high(kA) : bank.is_high(kA), now += 2ms);
            bank.advance(now);
        }
    }
};

}  // namespace

TEST_CASE("a quadrature encoder counts forward, with the wheel's speed") {
    Wheel wheel;
    WheelEncoder encoder{wheel.wiring};
    CHECK(encoder.is_quadrature());
    wheel.turn(40);
    encoder.poll(wheel.now);
    CHECK(encoder.count() == 40);
    CHECK(encoder.errors() == 0);
    CHECK(encoder.wheel_rad_s() == Approx(500.0f / 100 * kTurn_rad).epsilon(0.001));
    CHECK(encoder.last_edge() == wheel.now);
}

TEST_CASE("a reversed encoder counts and runs the other way") {
    Wheel wheel;
    wheel.wiring.reversed = true;
    WheelEncoder encoder{wheel.wiring};
    wheel.turn(40);
    encoder.poll(wheel.now);
    CHECK(encoder.count() == -40);
    CHECK(encoder.wheel_rad_s() == Approx(-500.0f / 100 * kTurn_rad).epsilon(0.001));
}

TEST_CASE("an encoder that begins with its lines high has not moved") {
    Wheel wheel;
    wheel.turn(2);
    WheelEncoder encoder{wheel.wiring};
    wheel.turn(1);
    encoder.poll(wheel.now);
    CHECK(encoder.count() == 1);
    CHECK(encoder.errors() == 0);
}

TEST_CASE("edges beyond those that are kept are counted as errors, not silently lost") {
    Wheel wheel;
    wheel.wiring.kept_edges = 0;
    WheelEncoder few{wheel.wiring};
    wheel.wiring.kept_edges = 128;
    WheelEncoder many{wheel.wiring};
    wheel.turn(100);
    few.poll(wheel.now);
    many.poll(wheel.now);
    CHECK(many.count() == 100);
    CHECK(many.errors() == 0);
    CHECK(few.count() < 100);
    CHECK(few.errors() == 2 * (50 - 16));
}

TEST_CASE("a slotted disc takes its direction from what drives the wheel") {
    Wheel wheel;
    wheel.wiring.b.clear();
    WheelEncoder encoder{wheel.wiring};
    CHECK_FALSE(encoder.is_quadrature());
    wheel.turn(40);
    encoder.poll(wheel.now, -0.5f);
    CHECK(encoder.count() == -20);
    CHECK(encoder.wheel_rad_s() == Approx(-250.0f / 100 * kTurn_rad).epsilon(0.001));
}

TEST_CASE("an encoder without counts per turn is refused") {
    Wheel wheel;
    wheel.wiring.counts_per_turn = 0;
    try {
        const WheelEncoder encoder{wheel.wiring};
        FAIL("accepted");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
    }
}
