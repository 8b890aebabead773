// The simulated body obeys the physics it claims.
#include <catch2/catch.hpp>
#include <cmath>

#include "nodes/sim/plant.hpp"

using namespace seqboard;
using namespace seqboard::sim;

namespace {

constexpr float kVolt = 8.0f;
constexpr MotorDrive kForward{.left_duty_ratio = 0.5f, .right_duty_ratio = 0.5f, .enable = 1, .brake = 1};

void run(Plant& plant, const MotorDrive& drive, float seconds, float volt = kVolt) {
    for (int i = 0; i < static_cast<int>(std::lround(seconds / 0.01f)); ++i) plant.step(drive, volt, 0.01f);
}

}  // namespace

TEST_CASE("equal duties drive nearly straight, at the speed the voltage gives") {
    Plant plant{{.slip_ratio = 0}, 1, {}, 0};
    run(plant, kForward, 3);
    const float expected_m_s = 0.13f * (0.5f * (kVolt - 1.8f) - 0.5f);
    CHECK(plant.state().speed_m_s == Approx(expected_m_s).epsilon(0.001));
    CHECK(std::abs(plant.state().heading_rad) < 0.01f);
    CHECK(plant.state().position.x_m == Approx(expected_m_s * (3 - 0.08f)).epsilon(0.01));
}

TEST_CASE("the motors answer with their time constant") {
    Plant plant{{.slip_ratio = 0}, 1, {}, 0};
    run(plant, kForward, 0.08f);
    const float reached_ratio = plant.state().speed_m_s / (0.13f * (0.5f * (kVolt - 1.8f) - 0.5f));
    CHECK(reached_ratio == Approx(1 - std::exp(-1.0)).epsilon(0.01));
}

TEST_CASE("a duty within the dead band moves nothing") {
    Plant plant{{}, 1, {}, 0};
    run(plant, {.left_duty_ratio = 0.08f, .right_duty_ratio = -0.08f, .enable = 1}, 2);
    CHECK(plant.counts().left == 0);
    CHECK(plant.counts().right == 0);
}

TEST_CASE("a low battery drives slower, one below the bridge's drop not at all") {
    Plant full{{}, 1, {}, 0};
    Plant low{{}, 1, {}, 0};
    Plant empty{{}, 1, {}, 0};
    run(full, kForward, 1, 8.4f);
    run(low, kForward, 1, 6.4f);
    run(empty, kForward, 1, 1.8f);
    CHECK(low.state().speed_m_s < 0.8f * full.state().speed_m_s);
    CHECK(empty.state().speed_m_s == 0);
}

TEST_CASE("a shorted motor stops sooner than a coasting one") {
    Plant braked{{}, 1, {}, 0};
    Plant coasting{{}, 1, {}, 0};
    run(braked, kForward, 1);
    run(coasting, kForward, 1);
    run(braked, {.enable = 1, .brake = 1}, 0.1f);
    run(coasting, {.enable = 0, .brake = 1}, 0.1f);
    CHECK(braked.state().speed_m_s < 0.05f * coasting.state().speed_m_s + 0.01f);
    CHECK(coasting.state().speed_m_s > 0.15f);
}

TEST_CASE("a bridge whose enable line is low drives nothing, whatever the duty") {
    Plant plant{{}, 1, {}, 0};
    run(plant, {.left_duty_ratio = 1, .right_duty_ratio = 1, .enable = 0, .brake = 0}, 1);
    CHECK(plant.counts().left == 0);
}

TEST_CASE("the right wheel faster means a turn to the left") {
    Plant plant{{}, 1, {}, 0};
    run(plant, {.left_duty_ratio = 0.4f, .right_duty_ratio = 0.5f, .enable = 1}, 1);
    CHECK(plant.state().yaw_rate_rad_s > 0.1f);
    CHECK(plant.state().position.y_m > 0);
}

TEST_CASE("counts are whole and follow the wheel, also backwards") {
    Plant plant{{}, 1, {}, 0};
    run(plant, {.left_duty_ratio = -0.5f, .right_duty_ratio = 0.5f, .enable = 1}, 2);
    const float turns = static_cast<float>(plant.state().wheel_travel_m[kRight]) / (2 * std::numbers::pi_v<float> * 0.033f);
    CHECK(plant.counts().right == static_cast<int>(std::floor(turns * 780)));
    CHECK(std::abs(plant.counts().left + plant.counts().right) <= 1);
}

TEST_CASE("the caster pushes when the course bends, and trails when it is straight") {
    Plant plant{{.slip_ratio = 0}, 1, {}, 0};
    run(plant, {.left_duty_ratio = -0.4f, .right_duty_ratio = 0.4f, .enable = 1}, 1);
    CHECK(std::abs(plant.state().caster_rad) > 1.0f);
    run(plant, kForward, 2);
    CHECK(std::abs(plant.state().caster_rad) < 0.05f);
}

TEST_CASE("a body whose wheels scrub turns as if its track were wider, and drives straight as fast as any") {
    Plant rolls{{.caster_drag_rad_s = 0, .slip_ratio = 0}, 1, {}, 0};
    Plant scrubs{{.scrub_ratio = 1.6f, .caster_drag_rad_s = 0, .slip_ratio = 0}, 1, {}, 0};
    const MotorDrive turn{.left_duty_ratio = -0.2f, .right_duty_ratio = 0.2f, .enable = 1};
    for (Plant* const plant : {&rolls, &scrubs}) run(*plant, turn, 1);
    CHECK(scrubs.state().yaw_rate_rad_s == Approx(rolls.state().yaw_rate_rad_s / 1.6f));
    for (Plant* const plant : {&rolls, &scrubs}) run(*plant, kForward, 1);
    CHECK(scrubs.state().speed_m_s == Approx(rolls.state().speed_m_s));
}

TEST_CASE("a stronger right motor turns the robot to the left, and its encoder sees why") {
    Plant plant{{.slip_ratio = 0}, 1, {}, 0};
    plant.disturb({.right_motor_ratio = 1.2f});
    run(plant, kForward, 1);
    CHECK(plant.state().heading_rad > 0.1f);
    CHECK(plant.counts().right > plant.counts().left * 11 / 10);
}

TEST_CASE("a larger right wheel, a left one that slips, and a push turn the robot unseen by its encoders") {
    const PlantDisturbance disturbance = GENERATE(PlantDisturbance{.right_wheel_ratio = 1.03f}, PlantDisturbance{.left_slip_ratio = 0.03f},
                                                  PlantDisturbance{.push_rad_s = 0.1f});
    Plant plant{{.slip_ratio = 0}, 1, {}, 0};
    plant.disturb(disturbance);
    run(plant, kForward, 1);
    CHECK(plant.state().heading_rad > 0.04f);
    CHECK(plant.counts().right == plant.counts().left);
    const float before_rad = plant.state().heading_rad;
    plant.disturb({});
    run(plant, kForward, 1);
    CHECK(plant.state().heading_rad == Approx(before_rad).margin(0.01));
}
