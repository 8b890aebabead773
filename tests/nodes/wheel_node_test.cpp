// What makes the wheels turn, and everything that stops them.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <optional>

#include "core/testing/bench.hpp"
#include "nodes/wheel_node.hpp"
#include "tests/nodes/emulated_wheels.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using sim::EncoderFault;
using sim::kLeft, sim::kRight;

namespace {

/// The node and its drivers, the emulated buses, the bridge, and the simulated body turning its wheels.
struct Drive : testing::EmulatedWheels {
    sim::Plant plant{{}, 1, {}, 0};
    std::optional<Bench<WheelNode>> node;
    GroundContact ground{};
    DriveCommand command{};
    float battery_volt = 8;
    bool command_goes_on = true;
    bool ground_goes_on = true;
    std::uint32_t falls = 0;
    std::optional<bool> permitted;  ///< nothing: no supervisor says anything

    explicit Drive(std::map<std::string, std::string> params = {}) {
        node.emplace(this->params(std::move(params)));
        pass(10ms, bench().now());
    }
    Bench<WheelNode>& bench() { return *node; }

    void run_for(Duration duration) {
        for (Duration passed{}; passed < duration; passed += 20ms) {
            if (command_goes_on) bench().set("drive_command", command);
            if (permitted) bench().set("supervisor.enable", MotorEnable{.falls = falls, .enabled = *permitted});
            if (ground_goes_on) bench().set("ground_contact", ground);
            bench().step();
            pass(20ms, bench().now());
            bench().advance(20ms);
        }
    }
    /// The body goes on, whatever the pins say.
    void pass(Duration duration, Time from) {
        for (Duration passed{}; passed < duration; passed += 10ms) {
            plant.step(bridge.drive(), battery_volt, 0.01f);
            follow(plant, from + passed + 10ms);
        }
    }
    WheelMode mode() { return bench().get<WheelState>("wheel_state")->mode; }

    /// By the pins: shorted, not driven.
    bool braked() const {
        const MotorDrive drive = bridge.drive();
        return drive.left_duty_ratio == 0 && drive.right_duty_ratio == 0 && drive.brake == 1 && drive.enable == 1;
    }
    bool released() const { return !lines.is_high(kEnable) && bridge.drive().left_duty_ratio == 0 && bridge.drive().right_duty_ratio == 0; }
    float speed_m_s() const { return plant.state().speed_m_s; }
};

}  // namespace

TEST_CASE("the robot reaches the speed it is told to") {
    Drive drive;
    drive.command = {.speed_m_s = 0.3f};
    drive.run_for(3s);
    CHECK(drive.mode() == WheelMode::kDriving);
    CHECK(drive.speed_m_s() == Approx(0.3).margin(0.015));
    CHECK(drive.bench().get<WheelState>("wheel_state")->left_speed_m_s == Approx(0.3).margin(0.02));
}

TEST_CASE("the robot turns at the rate it is told to, left positive") {
    Drive drive;
    drive.command = {.speed_m_s = 0, .yaw_rate_rad_s = 1.5f};
    drive.run_for(3s);
    CHECK(drive.plant.state().yaw_rate_rad_s == Approx(1.5).margin(0.1));
    CHECK(drive.plant.state().heading_rad != Approx(0));
}

TEST_CASE("a speed the motors cannot reach does not wind the controller up") {
    Drive drive;
    drive.battery_volt = 5;
    drive.command = {.speed_m_s = 0.6f};
    drive.run_for(4s);
    REQUIRE(drive.bench().get<MotorDrive>("motor_drive")->left_duty_ratio == 1.0f);
    REQUIRE(drive.speed_m_s() > 0.3f);
    drive.command = {.speed_m_s = 0.1f};
    drive.run_for(1s);
    CHECK(drive.speed_m_s() < 0.2f);
}

TEST_CASE("a stale command brakes the wheels, and lets them go when they stand") {
    Drive drive;
    drive.command = {.speed_m_s = 0.3f};
    drive.run_for(1s);
    REQUIRE_FALSE(drive.braked());
    drive.command_goes_on = false;
    drive.run_for(240ms);
    CHECK_FALSE(drive.braked());
    drive.run_for(40ms);
    CHECK(drive.braked());
    CHECK(drive.mode() == WheelMode::kSafe);
    drive.run_for(400ms);
    CHECK(drive.braked());
    CHECK(drive.speed_m_s() == Approx(0).margin(0.001));
    drive.run_for(100ms);
    CHECK(drive.released());
    drive.command_goes_on = true;
    drive.run_for(1s);
    CHECK(drive.speed_m_s() == Approx(0.3).margin(0.03));
}

TEST_CASE("before the first command the motor-enable line is low") {
    Drive drive;
    drive.command_goes_on = false;
    CHECK(drive.released());
    drive.run_for(100ms);
    CHECK(drive.released());
    CHECK(drive.mode() == WheelMode::kSafe);
}

TEST_CASE("told to stand the wheels are braked, and stay so") {
    Drive drive;
    drive.run_for(2s);
    CHECK(drive.braked());
    CHECK(drive.mode() == WheelMode::kDriving);
}

TEST_CASE("a command that is no number or out of range counts as none") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    const auto bad = GENERATE_COPY(DriveCommand{nan, 0}, DriveCommand{0, nan}, DriveCommand{infinity, 0}, DriveCommand{0, -infinity},
                                   DriveCommand{0.61f, 0}, DriveCommand{-3, 0}, DriveCommand{0, 7});
    Drive drive;
    drive.command = {.speed_m_s = 0.3f};
    drive.run_for(500ms);
    REQUIRE_FALSE(drive.braked());
    drive.command = bad;
    drive.run_for(20ms);
    CHECK(drive.braked());
    CHECK(drive.mode() == WheelMode::kSafe);
}

TEST_CASE("motors that the supervisor does not permit brake and are let go, and start slowly when it does, whatever is commanded") {
    Drive drive;
    drive.command = {.speed_m_s = 0.5f};
    drive.permitted = true;
    drive.run_for(1s);
    REQUIRE(drive.speed_m_s() > 0.4f);
    drive.permitted = false;
    drive.run_for(20ms);
    CHECK(drive.braked());
    CHECK(drive.mode() == WheelMode::kSafe);
    drive.run_for(1s);
    CHECK(drive.released());
    drive.permitted = true;
    drive.run_for(100ms);
    CHECK(drive.mode() == WheelMode::kDriving);
    CHECK(drive.speed_m_s() < 0.12f);  // of 0.8 m/s^2
    drive.run_for(1s);
    CHECK(drive.speed_m_s() > 0.4f);
}

TEST_CASE("motors that were forbidden for less than a step start slowly all the same") {
    Drive drive;
    drive.command = {.speed_m_s = 0.5f};
    drive.permitted = true;
    drive.run_for(1s);
    REQUIRE(drive.mode() == WheelMode::kDriving);
    drive.falls = 1;
    drive.run_for(20ms);
    CHECK(drive.mode() == WheelMode::kSafe);
    drive.run_for(20ms);
    CHECK(drive.mode() == WheelMode::kDriving);
}

TEST_CASE("a supervisor that is not heard of any more permits nothing") {
    Drive drive;
    drive.command = {.speed_m_s = 0.3f};
    drive.permitted = true;
    drive.run_for(1s);
    drive.permitted.reset();
    drive.run_for(480ms);
    CHECK(drive.mode() == WheelMode::kDriving);
    drive.run_for(60ms);
    CHECK(drive.mode() == WheelMode::kSafe);
}

TEST_CASE("a cliff ahead stops a robot that drives forward, and lets it back away") {
    Drive drive;
    drive.command = {.speed_m_s = 0.2f};
    drive.run_for(500ms);
    drive.ground.cliff[1] = 1;
    drive.run_for(20ms);
    CHECK(drive.braked());
    CHECK(drive.mode() == WheelMode::kCliff);
    drive.command = {.speed_m_s = -0.1f};
    drive.run_for(1s);
    CHECK(drive.mode() == WheelMode::kDriving);
    CHECK(drive.speed_m_s() < -0.05f);
    drive.ground.cliff[3] = 1;
    drive.run_for(20ms);
    CHECK(drive.mode() == WheelMode::kCliff);
}

TEST_CASE("ground that nobody watches any more is a cliff") {
    Drive drive;
    drive.command = {.speed_m_s = 0.2f};
    drive.run_for(500ms);
    drive.ground_goes_on = false;
    drive.run_for(140ms);
    CHECK(drive.mode() == WheelMode::kCliff);
    CHECK(drive.braked());
}

TEST_CASE("a wheel whose encoder is dead does not run away") {
    Drive drive;
    drive.command = {.speed_m_s = 0.2f};
    drive.run_for(1s);
    drive.encoders[kLeft].set_fault(EncoderFault::kDead);
    const double before_m = drive.plant.state().wheel_travel_m[kLeft];
    drive.run_for(1s);
    CHECK(drive.mode() == WheelMode::kStalled);
    CHECK(drive.braked());
    CHECK(drive.plant.state().wheel_travel_m[kLeft] - before_m < 0.5);
    drive.encoders[kLeft].set_fault(EncoderFault::kNone);
    drive.run_for(3s);
    CHECK(drive.mode() == WheelMode::kDriving);
    CHECK(drive.speed_m_s() == Approx(0.2).margin(0.03));
}

TEST_CASE("the counts are the wheels' own, and so is the travel") {
    Drive drive;
    drive.command = {.speed_m_s = 0.2f, .yaw_rate_rad_s = -1};
    drive.run_for(2s);
    drive.command = {};
    drive.run_for(1s);
    const auto counts = drive.bench().get<EncoderCounts>("encoder_counts");
    CHECK(counts->left == drive.plant.counts().left);
    CHECK(counts->right == drive.plant.counts().right);
    CHECK(counts->left > counts->right);
    CHECK(counts.source_stamp() == counts.stamp());
    CHECK(drive.bench().get<WheelState>("wheel_state")->left_travel_m == Approx(drive.plant.state().wheel_travel_m[kLeft]).margin(0.001));
}

TEST_CASE("edges that an encoder lost are told, and those of the other are not") {
    Drive drive;
    const auto state = [&] { return *drive.bench().get<WheelState>("wheel_state"); };
    drive.command = {.speed_m_s = 0.2f};
    drive.run_for(1s);
    CHECK(state().left_encoder_errors + state().right_encoder_errors == 0);
    CHECK(state().edge_loss_ratio == 0.0f);
    drive.encoders[kRight].set_fault(EncoderFault::kLostEdges);
    drive.run_for(500ms);
    const std::uint32_t errors = state().right_encoder_errors;
    CHECK(errors > 0);
    drive.run_for(500ms);
    CHECK(state().right_encoder_errors > errors);
    CHECK(state().left_encoder_errors == 0);
    CHECK(state().edge_loss_ratio > 0.05f);
}

TEST_CASE("an encoder that fails under way stops the robot within a hand's breadth, and it tries again in short pieces") {
    for (const EncoderFault fault : {EncoderFault::kDead, EncoderFault::kReversed, EncoderFault::kDisconnectedB}) {
        Drive drive;
        drive.command = {.speed_m_s = 0.35f};
        drive.run_for(2s);
        const auto travel_m = [&] { return drive.plant.state().wheel_travel_m[kRight]; };
        const double before_m = travel_m();
        drive.encoders[kRight].set_fault(fault);
        drive.run_for(500ms);
        CHECK(drive.bench().get<WheelState>("wheel_state")->mode == WheelMode::kStalled);
        CHECK(travel_m() - before_m < 0.1);
        const double after_m = travel_m();
        drive.command = {.speed_m_s = 0.15f};
        drive.run_for(4s);
        CHECK(travel_m() - after_m < 0.2);
        drive.encoders[kRight].set_fault(EncoderFault::kNone);
        drive.run_for(3s);
        CHECK(drive.speed_m_s() == Approx(0.15).margin(0.02));
    }
}

TEST_CASE("motors and encoders that are mounted the other way round are told so, each by itself") {
    Drive drive{{{"left_reversed", "true"}, {"right_encoder_reversed", "true"}}};
    drive.bridge.set_fault(kLeft, sim::MotorFault::kReversed);
    drive.encoders[kRight].set_fault(EncoderFault::kReversed);
    drive.command = {.speed_m_s = 0.3f};
    drive.run_for(3s);
    CHECK(drive.speed_m_s() == Approx(0.3).margin(0.03));
}

TEST_CASE("what is published as the drive is what the pins say") {
    Drive drive;
    drive.command = {.speed_m_s = 0.2f, .yaw_rate_rad_s = 3};
    drive.run_for(1s);
    const MotorDrive told = *drive.bench().get<MotorDrive>("motor_drive"), pins = drive.bridge.drive();
    CHECK(told.left_duty_ratio < 0);
    CHECK(told.left_duty_ratio == Approx(pins.left_duty_ratio).margin(1e-5));
    CHECK(told.right_duty_ratio == Approx(pins.right_duty_ratio).margin(1e-5));
    CHECK(told.enable == 1);
    CHECK(told.brake == pins.brake);
}

TEST_CASE("the safe output brakes, when the node has gone, the motor-enable line is low") {
    Drive drive;
    drive.command = {.speed_m_s = 0.3f};
    drive.run_for(500ms);
    drive.bench().session().make_safe();
    CHECK(drive.braked());
    CHECK(drive.bench().get<MotorDrive>("motor_drive")->brake == 1);
    drive.node.reset();
    CHECK(drive.released());
}

TEST_CASE("a line that the model does not have keeps the node from starting") {
    CHECK_THROWS_WITH((Drive{{{"left_encoder_b", "left_c"}}}), Catch::Contains("left_c"));
}

TEST_CASE("a wheel's target rises no faster than the acceleration limit") {
    Drive drive;
    drive.command = {.speed_m_s = 0.4f};
    float fastest_m_s2 = 0;
    float before_m_s = 0;
    for (int i = 0; i < 50; ++i) {
        drive.run_for(100ms);
        const float speed_m_s = drive.speed_m_s();
        fastest_m_s2 = std::max(fastest_m_s2, (speed_m_s - before_m_s) / 0.1f);
        before_m_s = speed_m_s;
    }
    CHECK(fastest_m_s2 < 1.2f);
    CHECK(fastest_m_s2 > 0.4f);
}
