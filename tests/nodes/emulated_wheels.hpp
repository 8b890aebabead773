// The two motors, their bridge and their encoders behind emulated buses, wired as the wheel node's parameters say.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>

#include "nodes/sim/encoder_model.hpp"
#include "nodes/sim/l298n_model.hpp"
#include "nodes/sim/plant.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

class EmulatedWheels {
public:
    enum Line : std::size_t { kIn1, kIn2, kIn3, kIn4, kEnable, kLeftA, kLeftB, kRightA, kRightB };

    /// Those of the test, and where the buses and their lines are.
    std::map<std::string, std::string> params(std::map<std::string, std::string> of_the_test) const {
        of_the_test.insert({{"gpio", "emulated:" + folder_ + "/gpio.sock"},
                            {"pwm", "emulated:" + folder_ + "/pwm.sock"},
                            {"left_pwm", "ena"},
                            {"left_in1", "in1"},
                            {"left_in2", "in2"},
                            {"right_pwm", "enb"},
                            {"right_in1", "in3"},
                            {"right_in2", "in4"},
                            {"motor_enable", "enable"},
                            {"left_encoder_a", "left_a"},
                            {"left_encoder_b", "left_b"},
                            {"right_encoder_a", "right_a"},
                            {"right_encoder_b", "right_b"}});
        return of_the_test;
    }

    /// The wheels are where the body's are at this time.
    void follow(const sim::Plant& plant, Time now) {
        for (const sim::Side side : {sim::kLeft, sim::kRight}) encoders[side].advance(plant.exact_counts(side), now);
        lines.advance(now);
    }

private:
    ScratchBoard scratch_;
    std::string folder_ = (std::filesystem::create_directories(scratch_.root()), scratch_.root());

public:
    EmulatedGpioBank lines{folder_ + "/gpio.sock", {"in1", "in2", "in3", "in4", "enable", "left_a", "left_b", "right_a", "right_b"}};
    EmulatedPwmBank outputs{folder_ + "/pwm.sock", {"ena", "enb"}};
    sim::L298nModel bridge{lines, outputs, {{{0, kIn1, kIn2}, {1, kIn3, kIn4}}}, kEnable};
    std::array<sim::EncoderModel, 2> encoders{sim::EncoderModel{lines, kLeftA, kLeftB}, sim::EncoderModel{lines, kRightA, kRightB}};
};

}  // namespace seqboard::testing
