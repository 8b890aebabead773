// The motor bridge, on GPIO lines and PWM outputs.
#pragma once

#include "core/motor_permit.hpp"
#include "nodes/sim/devices/device.hpp"
#include "nodes/sim/l298n_model.hpp"

namespace seqboard::sim {

class MotorDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        MotorPermit permit{setup};                                               ///< in simulation the supervisor's slot is the enable line
        Output<MotorDrive> truth = setup.output<MotorDrive>("motor_truth", 64);  ///< what the motors get, from one step to the next
        Live<int> fault =
            setup.live_param("motor_fault", 0, {0, 4});  ///< left: 1 dead, 2 reversed, 3 EN disconnected, 4 IN1 shorted to ground
    };

    MotorDevice(Params& params, const EmulatedGpioBank& lines, const EmulatedPwmBank& outputs)
        : permit_{std::move(params.permit)},
          truth_{std::move(params.truth)},
          fault_{params.fault},
          bridge_{lines,
                  outputs,
                  {{{outputs.index_of("motor_left"), lines.index_of("left_in1"), lines.index_of("left_in2")},
                    {outputs.index_of("motor_right"), lines.index_of("right_in1"), lines.index_of("right_in2")}}},
                  lines.index_of("motor_enable")} {}

    void move(World& world) override {
        bridge_.set_fault(kLeft, MotorFault{fault_.value()});
        MotorDrive drive = bridge_.drive();
        drive.enable = drive.enable != 0 && permit_.granted();
        world.set_drive(drive);
        truth_.write(drive);
    }

private:
    MotorPermit permit_;
    Output<MotorDrive> truth_;
    Live<int> fault_;
    L298nModel bridge_;
};

}  // namespace seqboard::sim
