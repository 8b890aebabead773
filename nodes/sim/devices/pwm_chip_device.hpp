// Two PCA9685 on an emulated I2C bus, in front of the motors' and the servos' pulse widths, which want different periods.
#pragma once

#include "core/setup.hpp"
#include "drivers/i2c/emulated_i2c_bus.hpp"
#include "nodes/sim/devices/device.hpp"
#include "nodes/sim/pca9685_model.hpp"

namespace seqboard::sim {

/// At 0x40 the chip whose outputs 0 and 1 are motor_left and motor_right, at 0x41 the one whose outputs 0 and 1 are head_pan and head_tilt.
class PwmChipDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        std::string i2c_socket = setup.param("pwm_i2c_socket", "");       ///< "": there are no such chips
        Live<int> fault = setup.live_param("pwm_chip_fault", 0, {0, 2});  ///< the motors' chip: 1 unplugged, 2 brown-out
    };

    PwmChipDevice(const Params& params, EmulatedPwmBank& outputs)
        : fault_{params.fault},
          outputs_{outputs},
          wires_{params.i2c_socket,
                 {{0x40, [this](auto written, auto read) { return motors_.transfer(written, read); }},
                  {0x41, [this](auto written, auto read) { return servos_.transfer(written, read); }}}} {}

    void move(World&) override {
        motors_.set_fault(PwmChipFault{fault_.value()});
        outputs_.drive(outputs_.index_of("motor_left"), motors_.pulse(0));
        outputs_.drive(outputs_.index_of("motor_right"), motors_.pulse(1));
        outputs_.drive(outputs_.index_of("head_pan"), servos_.pulse(0));
        outputs_.drive(outputs_.index_of("head_tilt"), servos_.pulse(1));
    }

private:
    Live<int> fault_;
    EmulatedPwmBank& outputs_;
    Pca9685Model motors_, servos_;
    EmulatedI2cBus wires_;  ///< last: its thread uses the chips
};

}  // namespace seqboard::sim
