// A robot's drive train: the drivers, the models behind them, and the plant, in one process.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>

#include "drivers/l298n.hpp"
#include "core/node/self_test.hpp"
#include "drivers/wheel_encoder.hpp"
#include "nodes/sim/encoder_model.hpp"
#include "nodes/sim/l298n_model.hpp"
#include "nodes/sim/plant.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

struct DriveTrain {
    enum Line : std::size_t { kIn1, kIn2, kIn3, kIn4, kEnable, kLeftA, kLeftB, kRightA, kRightB };
    static constexpr Duration kStep = std::chrono::milliseconds{10};

    ScratchBoard scratch;
    std::string folder = (std::filesystem::create_directories(scratch.root()), scratch.root());
    std::string gpio = "emulated:" + folder + "/gpio.sock";
    EmulatedGpioBank lines{folder + "/gpio.sock", {"in1", "in2", "in3", "in4", "enable", "left_a", "left_b", "right_a", "right_b"}};
    EmulatedPwmBank outputs{folder + "/pwm.sock", {"left", "right"}};
    sim::L298nModel bridge_model{lines, outputs, {{{0, kIn1, kIn2}, {1, kIn3, kIn4}}}, kEnable};
    std::array<sim::EncoderModel, 2> encoder_models{sim::EncoderModel{lines, kLeftA, kLeftB}, sim::EncoderModel{lines, kRightA, kRightB}};
    sim::Plant plant{{.slip_ratio = 0}, 1, {}, 0};
    std::optional<L298n> bridge{std::in_place, L298n::Wiring{.gpio_backend = gpio,
                                                             .pwm_backend = "emulated:" + folder + "/pwm.sock",
                                                             .channels = {{{"left", "in1", "in2"}, {"right", "in3", "in4"}}},
                                                             .enable = "enable"}};
    WheelEncoder left{{.gpio = gpio, .a = "left_a", .b = "left_b"}}, right{{.gpio = gpio, .a = "right_a", .b = "right_b"}};
    Time now{std::chrono::seconds{10}};

    DriveTrain() { pass(kStep); }

    /// The world goes on; nobody drives.
    void pass(Duration time) {
        for (Duration passed{}; passed < time; passed += kStep) {
            now += kStep;
            plant.step(bridge_model.drive(), 8.0f, seconds_of(kStep));
            encoder_models[0].advance(plant.exact_counts(sim::kLeft), now);
            encoder_models[1].advance(plant.exact_counts(sim::kRight), now);
            lines.advance(now);
        }
    }

    /// Drives, and takes what the encoders say.
    void drive(const MotorDemand& left_demand, const MotorDemand& right_demand, Duration time) {
        for (Duration passed{}; passed < time; passed += kStep) {
            REQUIRE(bridge->command({left_demand, right_demand}, now + std::chrono::milliseconds{100}));
            REQUIRE(bridge->step(now, {.wheel_rad_s = {left.wheel_rad_s(), right.wheel_rad_s()}}));
            pass(kStep);
            left.poll(now);
            right.poll(now);
        }
    }
    SelfTestClock clock() {
        return {.now = [this] { return now; }, .pass = [this](Duration time) { pass(time); }};
    }
};

}  // namespace seqboard::testing
