// What makes the wheels turn, and everything that stops them.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/testing/bench.hpp"
#include "nodes/sim/plant.hpp"
#include "nodes/wheel_node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// The node, with the simulated body turning its wheels.
struct Drive {
    Bench<WheelNode> bench;
    sim::Plant plant{{}, 1, {}, 0};
    GroundContact ground{};
    DriveCommand command{};
    bool command_goes_on = true;
    bool ground_goes_on = true;
    bool encoders_go_on = true;

    void run_for(Duration duration) {
        for (Duration passed{}; passed < duration; passed += 20ms) {
            if (command_goes_on) bench.set("drive_command", command);
            if (ground_goes_on) bench.set("ground_contact", ground);
            if (encoders_go_on) bench.set("encoder_counts", plant.counts());
            bench.step();
            const MotorDrive drive = *bench.get<MotorDrive>("motor_drive");
            plant.step(drive, 8.0f, 0.01f);
            plant.step(drive, 8.0f, 0.01f);
            bench.advance(20ms);
        }
    }
    WheelMode mode() { return bench.get<WheelState>("wheel_state")->mode; }
    bool braked() {
        const auto drive = bench.get<MotorDrive>("motor_drive");
        return drive->left_duty_ratio == 0 && drive->right_duty_ratio == 0 && drive->brake == 1;
    }
};

}  // namespace

TEST_CASE("the robot reaches the speed it is told to") {
    Drive drive;
    drive.command = {.speed_m_s = 0.3f};
    drive.run_for(3s);
    CHECK(drive.mode() == WheelMode::kDriving);
    CHECK(drive.plant.state().speed_m_s == Approx(0.3).margin(0.015));
    CHECK(drive.bench.get<WheelState>("wheel_state")->left_speed_m_s == Approx(0.3).margin(0.02));
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
    drive.bench.session();
    drive.command = {.speed_m_s = 0.6f};
    drive.run_for(1s);
    for (int i = 0; i < 200; ++i) {  // wheels held fast: full duty, no motion
        drive.bench.set("drive_command", drive.command);
        drive.bench.set("ground_contact", drive.ground);
        drive.bench.set("encoder_counts", EncoderCounts{});
        drive.bench.step();
        drive.bench.advance(20ms);
    }
    CHECK(drive.bench.get<MotorDrive>("motor_drive")->left_duty_ratio == 1.0f);
    drive.command = {.speed_m_s = 0.1f};
    drive.run_for(1s);
    CHECK(drive.plant.state().speed_m_s < 0.2f);
}

TEST_CASE("a stale command stops the wheels") {
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
    drive.run_for(1s);
    CHECK(drive.plant.state().speed_m_s == Approx(0).margin(0.001));
}

TEST_CASE("before the first command the wheels are braked") {
    Drive drive;
    drive.command_goes_on = false;
    drive.run_for(100ms);
    CHECK(drive.braked());
    CHECK(drive.mode() == WheelMode::kSafe);
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
    CHECK(drive.plant.state().speed_m_s < -0.05f);
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

TEST_CASE("silent encoders stop the wheels") {
    Drive drive;
    drive.command = {.speed_m_s = 0.2f};
    drive.run_for(500ms);
    drive.encoders_go_on = false;
    drive.run_for(140ms);
    CHECK(drive.mode() == WheelMode::kSafe);
    CHECK(drive.braked());
}

TEST_CASE("the safe output is zero duty, brake on, enable low") {
    Drive drive;
    drive.command = {.speed_m_s = 0.3f};
    drive.run_for(500ms);
    drive.bench.session().make_safe();
    CHECK(drive.braked());
    CHECK(drive.bench.get<MotorDrive>("motor_drive")->enable == 0);
}

TEST_CASE("a wheel's target rises no faster than the acceleration limit") {
    Drive drive;
    drive.command = {.speed_m_s = 0.4f};
    float fastest_m_s2 = 0;
    float before_m_s = 0;
    for (int i = 0; i < 50; ++i) {
        drive.run_for(100ms);
        const float speed_m_s = drive.plant.state().speed_m_s;
        fastest_m_s2 = std::max(fastest_m_s2, (speed_m_s - before_m_s) / 0.1f);
        before_m_s = speed_m_s;
    }
    CHECK(fastest_m_s2 < 1.2f);
    CHECK(fastest_m_s2 > 0.4f);
}

TEST_CASE("counts that wrap are travel, counts that start anew are not") {
    Bench<WheelNode> bench;
    const auto step_with = [&](EncoderCounts counts) {
        bench.set("encoder_counts", counts);
        bench.step();
        bench.advance(20ms);
        return bench.get<WheelState>("wheel_state")->left_travel_m;
    };
    const float turn_m = 2 * std::numbers::pi_v<float> * 0.033f;
    step_with({.left = std::numeric_limits<std::int32_t>::max() - 389});
    CHECK(step_with({.left = std::numeric_limits<std::int32_t>::min() + 390}) == Approx(turn_m));
}
