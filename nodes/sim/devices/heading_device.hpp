// The heading module: bytes on a pseudo terminal.
#pragma once

#include "core/setup.hpp"
#include "nodes/sim/devices/device.hpp"
#include "nodes/sim/gyro_model.hpp"
#include "nodes/sim/heading_pty.hpp"

namespace seqboard::sim {

class HeadingDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        std::string device = setup.param("heading_device", "");      ///< path that the driver opens; "": there is no module
        std::string module = setup.param("heading_module", "jy61");  ///< or gy25
        int baud = setup.param("heading_baud", 115200);
        Live<int> fault =
            setup.live_param("heading_fault", 0, {0, 5});  ///< 1 silent, 2 garbage, 3 wrong checksum, 4 truncated frames, 5 frozen
        Live<float> bit_error_ratio = setup.live_param("heading_bit_error_ratio", 0.0f, {0.0f, 0.5f});
    };

    /// In lock-step every byte has to arrive in its own step.
    HeadingDevice(const Params& params, const WorldConfig& world, bool lockstep)
        : fault_{params.fault},
          bit_error_ratio_{params.bit_error_ratio},
          gyro_{{}, world.seed},
          module_{params.device, {.family = params.module, .baud = params.baud, .await_arrival = lockstep, .seed = world.seed}} {}

    void feel(const World& world, Time) override { gyro_.step(world.body().yaw_rate_rad_s, seconds_of(World::kStep)); }

    void tell(const World& world, Time) override {
        module_.set_bit_errors(bit_error_ratio_.value());
        module_.send({.acceleration_m_s2 = {0, 0, 9.80665f},
                      .rate_rad_s = {0, 0, gyro_.rate_rad_s()},
                      .angle_rad = {0, 0, gyro_.yaw_rad()},
                      .temperature_celsius = world.config().air_celsius},
                     HeadingFault{fault_.value()});
    }

private:
    Live<int> fault_;
    Live<float> bit_error_ratio_;
    GyroModel gyro_;
    HeadingPty module_;
};

}  // namespace seqboard::sim
