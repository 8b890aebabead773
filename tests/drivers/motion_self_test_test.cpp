// The self-tests against models that are wired right, and wrong.
#include <catch2/catch.hpp>
#include <filesystem>

#include "drivers/motion_self_test.hpp"
#include "drivers/pwm/emulated_pwm_bank.hpp"
#include "drivers/pwm/open_pwm.hpp"
#include "tests/nodes/sim/drive_train.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;
using testing::DriveTrain;

TEST_CASE("the bridge's self-test passes on a robot that is wired right, and leaves it at rest") {
    DriveTrain robot;
    const SelfTest result = test_l298n(*robot.bridge, {&robot.left, &robot.right}, robot.clock());
    INFO(text_of(result));
    CHECK(result.passed());
    REQUIRE(result.lines.size() == 5);
    CHECK(result.lines[0].sentence.find("left motor, forward: ") == 0);
    CHECK(result.lines[3].sentence.find("right motor, backward: -") == 0);
    CHECK_FALSE(robot.lines.is_high(DriveTrain::kEnable));
}

TEST_CASE("the bridge's self-test tells what is wired wrong") {
    DriveTrain robot;
    const auto first_sentence = [&] {
        const SelfTest result = test_l298n(*robot.bridge, {&robot.left, &robot.right}, robot.clock());
        CHECK_FALSE(result.passed());
        return result.lines.front().sentence;
    };
    SECTION("a motor that does not turn") {
        robot.bridge_model.set_fault(0, MotorFault::kDead);
        CHECK(first_sentence() == "left motor, forward: no movement (0 counts); check the motor's supply, EN, and the encoder's lines");
    }
    SECTION("a motor that turns the other way") {
        robot.bridge_model.set_fault(0, MotorFault::kReversed);
        CHECK(first_sentence().find("left motor, forward: counted the other way (-") == 0);
    }
    SECTION("an encoder whose lines are swapped") {
        robot.encoder_models[0].set_fault(EncoderFault::kReversed);
        CHECK(first_sentence().find("if the wheel turned right, reverse the encoder") != std::string::npos);
    }
    SECTION("encoders that are swapped") {
        const SelfTest result = test_l298n(*robot.bridge, {&robot.right, &robot.left}, robot.clock());
        CHECK(result.lines.front().sentence ==
              "left motor, forward: the other wheel's encoder counted; swap the two encoders, or the two motors");
    }
}

TEST_CASE("the encoder's self-test wants a wheel that turns forward and loses nothing") {
    DriveTrain robot;
    std::int32_t count = 0, counts_per_step = 2;
    const SelfTestClock by_hand{.now = [&] { return robot.now; },
                                .pass =
                                    [&](Duration time) {
                                        robot.encoder_models[0].advance(count += counts_per_step, robot.now += time);
                                        robot.lines.advance(robot.now);
                                    }};
    const SelfTest forward = test_wheel_encoder(robot.left, by_hand);
    CHECK(forward.passed());
    CHECK(text_of(forward) == "ok      1000 counts\nok      no edge was lost\n");
    counts_per_step = 0;
    CHECK_FALSE(test_wheel_encoder(robot.left, by_hand).passed());
    counts_per_step = -2;
    CHECK(test_wheel_encoder(robot.left, by_hand).lines.front().sentence ==
          "-1000 counts: backward; if the wheel turned forward, reverse the encoder");
    counts_per_step = 2;
    robot.encoder_models[0].set_fault(EncoderFault::kLostEdges);
    const SelfTest losing = test_wheel_encoder(robot.left, by_hand);
    CHECK_FALSE(losing.passed());
    CHECK(losing.lines.back().sentence.find("errors: edges were lost") != std::string::npos);
}

TEST_CASE("an output's self-test shows three duties, and says when one was not taken") {
    testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    auto bank = std::make_unique<EmulatedPwmBank>(scratch.root() + "/pwm.sock", std::vector<std::string>{"lamp"});
    const auto lamp = open_pwm("emulated:" + scratch.root() + "/pwm.sock", {.output = "lamp", .period = 10ms});
    std::vector<float> seen;
    const SelfTestClock clock{.now = [] { return Time{}; }, .pass = [&](Duration) { seen.push_back(bank ? bank->pulse(0).ratio() : -1); }};
    const SelfTest result = test_pwm(*lamp, clock);
    CHECK(result.passed());
    CHECK(seen == std::vector{0.25f, 0.5f, 0.0f});
    CHECK(result.lines.front().sentence == "emulated, period 10 ms: 25 % high");
    bank.reset();
    const SelfTest gone = test_pwm(*lamp, clock);
    CHECK_FALSE(gone.passed());
    CHECK(gone.lines.front().sentence == "emulated, period 10 ms: 25 % high was not taken");
}
