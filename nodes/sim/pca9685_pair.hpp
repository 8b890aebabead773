// Two PCA9685 in front of a bank's outputs: one for motors, one for servos, which want another period.
#pragma once

#include "drivers/i2c/emulated_i2c_bus.hpp"
#include "nodes/sim/pca9685_model.hpp"

namespace seqboard::sim {

/// At 0x40 the chip whose outputs 0 and 1 are the bank's first two, at 0x41 the one whose outputs 0 and 1 are the next two.
class Pca9685Pair {
public:
    /// The bank outlives it. Throws StartError if the socket cannot be made.
    Pca9685Pair(const std::string& i2c_socket, EmulatedPwmBank& outputs)
        : outputs_{outputs},
          wires_{i2c_socket,
                 {{0x40, [this](auto written, auto read) { return chips_[0].transfer(written, read); }},
                  {0x41, [this](auto written, auto read) { return chips_[1].transfer(written, read); }}}} {}

    /// The bank's outputs are what the chips drive now. `fault` is the first one's.
    void drive(PwmChipFault fault) {
        chips_[0].set_fault(fault);
        for (unsigned output = 0; output < 4; ++output) outputs_.drive(output, chips_[output / 2].pulse(output % 2));
    }

private:
    EmulatedPwmBank& outputs_;
    std::array<Pca9685Model, 2> chips_;
    EmulatedI2cBus wires_;  ///< last: its thread uses the chips
};

}  // namespace seqboard::sim
