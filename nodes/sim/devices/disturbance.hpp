// What turns the robot away from its course: no device, but it acts on the body as they do.
#pragma once

#include "core/setup.hpp"
#include "nodes/sim/devices/device.hpp"

namespace seqboard::sim {

class Disturbance final : public Device {
public:
    /// As in PlantDisturbance.
    struct Params {
        Setup& setup;
        Live<float> right_motor_ratio = setup.live_param("right_motor_ratio", 1.0f, {0.2f, 2.0f});
        Live<float> right_wheel_ratio = setup.live_param("right_wheel_ratio", 1.0f, {0.5f, 2.0f});
        Live<float> left_slip_ratio = setup.live_param("left_slip_ratio", 0.0f, {0.0f, 1.0f});
        Live<float> push_rad_s = setup.live_param("push_rad_s", 0.0f, {-5.0f, 5.0f});
    };

    explicit Disturbance(const Params& params) : params_{params} {}

    void move(World& world) override {
        world.disturb({.right_motor_ratio = params_.right_motor_ratio,
                       .right_wheel_ratio = params_.right_wheel_ratio,
                       .left_slip_ratio = params_.left_slip_ratio,
                       .push_rad_s = params_.push_rad_s});
    }

private:
    Params params_;
};

}  // namespace seqboard::sim
