// The simulator: the robot's body, its devices and the room, as a node like any other.
#pragma once

#include "core/messages/battery.hpp"
#include "core/messages/head_pose.hpp"
#include "core/messages/truth.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"
#include "nodes/sim/battery_model.hpp"
#include "nodes/sim/ground_model.hpp"
#include "nodes/sim/gyro_model.hpp"
#include "nodes/sim/hc_sr04_model.hpp"
#include "nodes/sim/heading_pty.hpp"
#include "nodes/sim/plant.hpp"
#include "nodes/sim/servo_model.hpp"
#include "nodes/sim/sonar_model.hpp"

namespace seqboard::sim {

/// Publishes what the devices' drivers would (room frame, SI units) and the truth; the heading module is bytes on a pseudo
/// terminal at `heading_device`, the sonar and the floor sensors are lines of the
/// emulated GPIO bus at `gpio_socket`. The plant advances in fixed
/// steps of 10 ms, in real time as many as have passed.
/// A motor_drive older than 500 ms means that nobody feeds the bridge's watchdog: enable goes low, the motors coast.
class SimNode {
public:
    static constexpr bool kDrivesClock = true;
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        std::string room = setup.param<std::string>("room");
        std::string heading_device = setup.param<std::string>("heading_device");
        std::string heading_module = setup.param("heading_module", "jy61");  ///< or gy25
        int heading_baud = setup.param("heading_baud", 115200);
        std::string gpio_socket = setup.param<std::string>("gpio_socket");  ///< lines sonar_trigger .. ground_rear_right
        int seed = setup.param("seed", 1, {0, 1'000'000'000});
        bool ground_active_low = setup.param("ground_active_low", true);
        float hull_radius_m = setup.param("hull_radius_m", 0.11f, {0.02f, 1.0f});
        float sonar_x_m = setup.param("sonar_x_m", 0.08f, {-1.0f, 1.0f});
        float air_celsius = setup.param("air_celsius", 22.0f, {-40.0f, 85.0f});
        float charge_ratio = setup.param("charge_ratio", 0.9f, {0.0f, 1.0f});
        Live<int> sonar_fault = setup.live_param("sonar_fault", 0, {0, 3});    ///< 1 unplugged, 2 stuck high, 3 cross-talk
        Live<int> ground_fault = setup.live_param("ground_fault", 0, {0, 2});  ///< front left: 1 broken wire, 2 sees floor everywhere
        Live<int> heading_fault =
            setup.live_param("heading_fault", 0, {0, 5});  ///< 1 silent, 2 garbage, 3 wrong checksum, 4 truncated frames, 5 frozen
        Input<MotorDrive> drive = setup.input<MotorDrive>("motor_drive", std::chrono::milliseconds{500});
        Input<HeadPose> head_command = setup.input<HeadPose>("head_command", kForever);
        Output<EncoderCounts> counts = setup.output<EncoderCounts>("encoder_counts");
        Output<HeadPose> head = setup.output<HeadPose>("head_pose");
        Output<Battery> battery = setup.output<Battery>("battery");
        Output<Truth> truth = setup.output<Truth>("truth", 16);
    };

    explicit SimNode(Io io);
    void step(const Tick& tick);

private:
    void advance(const MotorDrive& drive);
    void send_heading();
    void answer_pings();
    void publish();
    Truth truth() const;

    Io io_;
    Room room_;
    Plant plant_;
    BatteryModel battery_;
    GyroModel gyro_;
    SonarModel sonar_;
    ServoModel pan_;
    HeadingPty module_;
    EmulatedGpioBank gpio_;
    HcSr04Model transducer_;
    GroundModel ground_;
    SonarFault sonar_fault_ = SonarFault::kNone;
    Time advanced_to_{};
    bool collided_ = false;
    bool over_edge_ = false;
};

}  // namespace seqboard::sim
