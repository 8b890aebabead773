// An MPU-6050 in the middle of the axle, on an emulated I2C bus.
#pragma once

#include "core/setup.hpp"
#include "drivers/i2c/emulated_i2c_bus.hpp"
#include "drivers/mpu6050.hpp"
#include "nodes/sim/bit_errors.hpp"
#include "nodes/sim/devices/device.hpp"
#include "nodes/sim/mpu6050_model.hpp"

namespace seqboard::sim {

class ImuDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        std::string i2c_socket = setup.param("i2c_socket", "");  ///< "": there is no chip
        Live<int> fault =
            setup.live_param("imu_fault", 0, {0, 5});  ///< 1 unplugged, 2 frozen, 3 garbage, 4 brown-out, 5 another chip's identity
        Live<float> bit_error_ratio = setup.live_param("imu_bit_error_ratio", 0.0f, {0.0f, 0.5f});  ///< of what is read
    };

    ImuDevice(const Params& params, const WorldConfig& world)
        : fault_{params.fault},
          bit_error_ratio_{params.bit_error_ratio},
          model_{{}, world.seed},
          wires_{world.seed, "imu wires"},
          bus_{params.i2c_socket, {{Mpu6050::kAddress, [this](auto written, auto read) {
                                        const I2cOutcome outcome = model_.transfer(written, read);
                                        wires_.spoil(read);
                                        return outcome;
                                    }}}} {}

    void feel(const World& world, Time) override {
        const float speed_m_s = world.body().speed_m_s, yaw_rate_rad_s = world.body().yaw_rate_rad_s;
        const float ahead_m_s2 = (speed_m_s - std::exchange(last_speed_m_s_, speed_m_s)) / seconds_of(World::kStep);
        model_.set_fault(ImuFault{fault_.value()});
        wires_.set_ratio(bit_error_ratio_.value());
        model_.step({.acceleration_m_s2 = {ahead_m_s2, speed_m_s * yaw_rate_rad_s, 9.80665f},
                     .rate_rad_s = {0, 0, yaw_rate_rad_s},
                     .temperature_celsius = world.config().air_celsius},
                    World::kStep);
    }

private:
    Live<int> fault_;
    Live<float> bit_error_ratio_;
    Mpu6050Model model_;
    BitErrors wires_;
    float last_speed_m_s_ = 0;
    EmulatedI2cBus bus_;  ///< last: its thread uses the model
};

}  // namespace seqboard::sim
