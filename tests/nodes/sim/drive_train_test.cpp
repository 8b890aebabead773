// The motors' and encoders' drivers against the plant, over the sockets that a simulator would have.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/nodes/sim/drive_train.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;
using testing::DriveTrain;

TEST_CASE("driven forward the robot drives straight, and its encoders agree with the floor") {
    DriveTrain robot;
    robot.drive({0.5f}, {0.5f}, 3s);
    CHECK(robot.plant.state().position.x_m > 0.8f);
    CHECK(robot.left.count() == robot.plant.counts().left);
    CHECK(robot.right.count() == robot.plant.counts().right);
    CHECK(robot.left.errors() == 0);
    CHECK(robot.left.wheel_rad_s() == Approx(robot.plant.state().wheel_speed_m_s[sim::kLeft] / 0.033f).epsilon(0.002));
}

TEST_CASE("the wheels follow through a stop and a reversal, each its own way") {
    DriveTrain robot;
    robot.drive({0.5f}, {-0.5f}, 1s);
    CHECK(robot.left.wheel_rad_s() > 5);
    CHECK(robot.right.wheel_rad_s() < -5);
    robot.drive({-0.5f}, {0.5f}, 1s);
    CHECK(robot.left.wheel_rad_s() < -5);
    CHECK(robot.right.wheel_rad_s() > 5);
    robot.drive({0, true}, {0, true}, 500ms);
    CHECK(std::abs(robot.plant.state().wheel_speed_m_s[sim::kLeft]) < 0.001f);
    CHECK(robot.left.count() == robot.plant.counts().left);
}

TEST_CASE("without a new command the robot rolls out, and so it does without its driver") {
    DriveTrain robot;
    robot.drive({0.5f}, {0.5f}, 1s);
    const float moving_m_s = robot.plant.state().speed_m_s;
    for (int i = 0; i < 300; ++i) {
        REQUIRE(robot.bridge->step(robot.now));
        robot.pass(10ms);
    }
    CHECK(robot.plant.state().speed_m_s < 0.01f * moving_m_s);
    robot.drive({0.5f}, {0.5f}, 1s);
    CHECK(robot.plant.state().speed_m_s > 0.9f * moving_m_s);
    robot.bridge.reset();
    robot.pass(3s);
    CHECK(robot.plant.state().speed_m_s < 0.01f * moving_m_s);
}

TEST_CASE("a wheel whose motor is dead, unplugged or braked by a short is noticed as stalled, and only it") {
    for (const MotorFault fault : {MotorFault::kDead, MotorFault::kDisconnected, MotorFault::kShortedLine}) {
        INFO(static_cast<int>(fault));
        DriveTrain robot;
        robot.bridge_model.set_fault(0, fault);
        robot.drive({0.6f}, {0.6f}, 1s);
        CHECK(robot.bridge->stalled(0));
        CHECK_FALSE(robot.bridge->stalled(1));
        robot.bridge_model.set_fault(0, MotorFault::kNone);
        robot.drive({0.6f}, {0.6f}, 200ms);
        CHECK_FALSE(robot.bridge->stalled(0));
    }
}

TEST_CASE("an encoder that lost edges says so") {
    DriveTrain robot;
    robot.encoder_models[1].set_fault(EncoderFault::kLostEdges);
    robot.drive({0.5f}, {0.5f}, 1s);
    CHECK(robot.left.errors() == 0);
    CHECK(robot.right.errors() > 50);
}
