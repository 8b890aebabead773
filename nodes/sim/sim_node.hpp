// The simulator: the robot's body, its devices and the room, as a node like any other.
#pragma once

#include "core/messages/battery.hpp"
#include "core/messages/truth.hpp"
#include "core/node.hpp"
#include "nodes/sim/battery_model.hpp"
#include "nodes/sim/encoder_model.hpp"
#include "nodes/sim/ground_model.hpp"
#include "nodes/sim/gyro_model.hpp"
#include "nodes/sim/hc_sr04_model.hpp"
#include "nodes/sim/heading_pty.hpp"
#include "nodes/sim/l298n_model.hpp"
#include "nodes/sim/plant.hpp"
#include "nodes/sim/servo_input.hpp"
#include "nodes/sim/sonar_model.hpp"

namespace seqboard::sim {

/// The devices are where their drivers look for them: the heading module is bytes on a pseudo terminal at `heading_device`; sonar, floor
/// sensors, encoders, and the bridge's direction and enable lines are on the emulated GPIO bus at `gpio_socket`, the bridge's pulse widths
/// and the head's servos on the outputs at `pwm_socket` (in a flat room tilt changes nothing). Publishes what has no driver yet, and the
/// truth (room frame). The plant advances in fixed steps of 10 ms, in real time as many as have passed. As on the robot, pins stay as they
/// are when the program that holds them is killed.
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
        std::string gpio_socket = setup.param<std::string>("gpio_socket");  ///< its lines: gpio_lines() beside the steps
        std::string pwm_socket = setup.param<std::string>("pwm_socket");    ///< outputs motor_left, motor_right, head_pan, head_tilt
        int seed = setup.param("seed", 1, {0, 1'000'000'000});
        bool ground_active_low = setup.param("ground_active_low", true);
        float hull_radius_m = setup.param("hull_radius_m", 0.11f, {0.02f, 1.0f});
        float sonar_x_m = setup.param("sonar_x_m", 0.08f, {-1.0f, 1.0f});
        float air_celsius = setup.param("air_celsius", 22.0f, {-40.0f, 85.0f});
        float charge_ratio = setup.param("charge_ratio", 0.9f, {0.0f, 1.0f});
        Live<int> sonar_fault = setup.live_param("sonar_fault", 0, {0, 3});    ///< 1 unplugged, 2 stuck high, 3 cross-talk
        Live<int> ground_fault = setup.live_param("ground_fault", 0, {0, 2});  ///< front left: 1 broken wire, 2 sees floor everywhere
        Live<int> motor_fault =
            setup.live_param("motor_fault", 0, {0, 4});  ///< left: 1 dead, 2 reversed, 3 EN disconnected, 4 IN1 shorted to ground
        Live<int> encoder_fault =
            setup.live_param("encoder_fault", 0, {0, 4});                    ///< left: 1 lost edges, 2 B disconnected, 3 reversed, 4 dead
        Live<int> servo_fault = setup.live_param("servo_fault", 0, {0, 3});  ///< pan: 1 stuck, 2 disconnected, 3 reversed
        Live<int> heading_fault =
            setup.live_param("heading_fault", 0, {0, 5});  ///< 1 silent, 2 garbage, 3 wrong checksum, 4 truncated frames, 5 frozen
        Live<float> right_motor_ratio = setup.live_param("right_motor_ratio", 1.0f, {0.2f, 2.0f});  ///< these four as in PlantDisturbance
        Live<float> right_wheel_ratio = setup.live_param("right_wheel_ratio", 1.0f, {0.5f, 2.0f});
        Live<float> left_slip_ratio = setup.live_param("left_slip_ratio", 0.0f, {0.0f, 1.0f});
        Live<float> push_rad_s = setup.live_param("push_rad_s", 0.0f, {-5.0f, 5.0f});
        Output<Battery> battery = setup.output<Battery>("battery");
        Output<Truth> truth = setup.output<Truth>("truth", 16);
    };

    explicit SimNode(Io io);
    void step(const Tick& tick);

private:
    void advance(const MotorDrive& drive, Time to);
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
    ServoInput pan_input_;
    ServoModel pan_;
    HeadingPty module_;
    EmulatedGpioBank gpio_;
    EmulatedPwmBank pwm_;
    L298nModel bridge_;
    std::array<EncoderModel, 2> encoders_;
    HcSr04Model transducer_;
    GroundModel ground_;
    SonarFault sonar_fault_ = SonarFault::kNone;
    Time advanced_to_{};
    bool collided_ = false;
    bool over_edge_ = false;
};

}  // namespace seqboard::sim
