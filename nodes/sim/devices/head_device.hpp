// The servo that pans the head, on a PWM output.
#pragma once

#include "core/setup.hpp"
#include "nodes/sim/devices/device.hpp"
#include "nodes/sim/servo_input.hpp"

namespace seqboard::sim {

class HeadDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        Live<int> fault = setup.live_param("servo_fault", 0, {0, 3});  ///< pan: 1 stuck, 2 disconnected, 3 reversed
    };

    HeadDevice(const Params& params, const EmulatedPwmBank& outputs)
        : fault_{params.fault}, outputs_{outputs}, pan_output_{outputs.index_of("head_pan")} {}

    void move(World& world) override { pan_.apply(outputs_.pulse(pan_output_), world.pan(), ServoFault{fault_.value()}); }

private:
    Live<int> fault_;
    const EmulatedPwmBank& outputs_;
    std::size_t pan_output_;
    ServoInput pan_;
};

}  // namespace seqboard::sim
