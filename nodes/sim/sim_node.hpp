// The simulator: the robot's body, its devices and the room, as a node like any other.
#pragma once

#include <memory>
#include <vector>

#include "core/messages/battery.hpp"
#include "core/messages/truth.hpp"
#include "core/node.hpp"
#include "nodes/sim/body_params.hpp"
#include "nodes/sim/devices/battery_device.hpp"
#include "nodes/sim/devices/disturbance.hpp"
#include "nodes/sim/devices/encoder_device.hpp"
#include "nodes/sim/devices/ground_device.hpp"
#include "nodes/sim/devices/head_device.hpp"
#include "nodes/sim/devices/heading_device.hpp"
#include "nodes/sim/devices/imu_device.hpp"
#include "nodes/sim/devices/motor_device.hpp"
#include "nodes/sim/devices/pad_device.hpp"
#include "nodes/sim/devices/pwm_chip_device.hpp"
#include "nodes/sim/devices/sonar_device.hpp"
#include "nodes/sim/devices/voice_device.hpp"

namespace seqboard::sim {

/// A world and a list of devices. The devices are where their drivers look for them, so that the robot's own nodes run unchanged: most on
/// the emulated GPIO bus at `gpio_socket` and the outputs at `pwm_socket`; heading module, converter, MPU-6050, LD3320, PCA9685 and gamepad each
/// behind a path of its own, and absent without it. Publishes the truth (room frame). The world advances in fixed steps of 10 ms, in real
/// time as many as have passed. As on the robot, pins stay as they are when the program that holds them is killed.
class SimNode {
public:
    static constexpr bool kDrivesClock = true;
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        std::string room = setup.param<std::string>("room");
        std::string gpio_socket = setup.param<std::string>("gpio_socket");  ///< its lines: see gpio_lines() beside the steps
        std::string pwm_socket = setup.param<std::string>("pwm_socket");    ///< outputs motor_left, motor_right, head_pan, head_tilt
        int seed = setup.param("seed", 1, {0, 1'000'000'000});
        float hull_radius_m = setup.param("hull_radius_m", 0.11f, {0.02f, 1.0f});
        float air_celsius = setup.param("air_celsius", 22.0f, {-40.0f, 85.0f});
        float charge_ratio = setup.param("charge_ratio", 0.9f, {0.0f, 1.0f});
        Disturbance::Params disturbance{setup};
        BodyParams body{setup};
        PwmChipDevice::Params pwm_chips{setup};
        MotorDevice::Params motors{setup};
        EncoderDevice::Params encoders{setup};
        HeadDevice::Params head{setup};
        SonarDevice::Params sonar{setup};
        GroundDevice::Params ground{setup};
        HeadingDevice::Params heading{setup};
        BatteryDevice::Params battery{setup};
        ImuDevice::Params imu{setup};
        VoiceDevice::Params voice{setup};
        PadDevice::Params pad{setup};
        Output<Battery> battery_truth = setup.output<Battery>("battery_truth");
        Output<Truth> truth = setup.output<Truth>("truth", 16);
    };

    explicit SimNode(Io io);
    void step(const Tick& tick);

private:
    void add_devices();
    void advance_to(Time now);

    Io io_;
    World world_;
    EmulatedGpioBank gpio_;
    EmulatedPwmBank pwm_;
    std::vector<std::unique_ptr<Device>> devices_;  ///< last: they use the buses
    bool began_ = false;
    Time advanced_to_{};
};

}  // namespace seqboard::sim
