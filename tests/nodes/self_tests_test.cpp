// The self-test of every node's device, with the real driver against the simulated robot: in order, and with a fault.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/testing/bench.hpp"
#include "nodes/battery_node.hpp"
#include "nodes/camera_node.hpp"
#include "nodes/ground_node.hpp"
#include "nodes/head_node.hpp"
#include "nodes/heading_node.hpp"
#include "nodes/imu_node.hpp"
#include "nodes/range_node.hpp"
#include "nodes/sim/sim_node.hpp"
#include "nodes/voice_node.hpp"
#include "nodes/wheel_node.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// A simulated robot on a table, and the person beside it.
struct Workbench {
    testing::ScratchBoard scratch;
    Bench<sim::SimNode> robot{sim_params()};
    std::function<void(Duration since_start)> person = [](Duration) {};

    std::string at(const char* name) const { return scratch.directory() + "/" + name; }
    std::string emulated(const char* name) const { return "emulated:" + at(name); }

    std::map<std::string, std::string> sim_params() const {
        std::filesystem::create_directories(scratch.directory());
        std::ofstream{at("test.room")} << "wall 1 -1 1 1\nstart 0 0 0\ngoal 1 0\n";
        return {{"room", at("test.room")}, {"gpio_socket", at("gpio")}, {"pwm_socket", at("pwm")}, {"heading_device", at("heading")},
                {"adc_socket", at("adc")}, {"i2c_socket", at("i2c")},   {"spi_socket", at("spi")}};
    }

    template <class Node>
    SelfTest test(std::map<std::string, std::string> params) {
        Bench<Node> bench{std::move(params)};
        const Time began = robot.now();
        const SelfTestClock clock{.now = [&] { return robot.now(); },
                                  .pass =
                                      [&](Duration time) {
                                          for (Duration passed{}; passed < time; passed += 10ms) {
                                              person(robot.now() - began);
                                              robot.run_for(10ms);
                                          }
                                      }};
        clock.pass(10ms);
        return bench.node().self_test(clock);
    }
    SelfTest test_sonar() { return test<RangeNode>({{"gpio", emulated("gpio")}, {"trigger", "sonar_trigger"}, {"echo", "sonar_echo"}}); }
    SelfTest test_ground() {
        return test<GroundNode>({{"gpio", emulated("gpio")},
                                 {"front_left", "ground_front_left"},
                                 {"front_right", "ground_front_right"},
                                 {"rear_left", "ground_rear_left"},
                                 {"rear_right", "ground_rear_right"},
                                 {"active_low", "true"}});
    }
    SelfTest test_wheels() {
        std::map<std::string, std::string> params = {{"gpio", emulated("gpio")},
                                                     {"pwm", emulated("pwm")},
                                                     {"left_pwm", "motor_left"},
                                                     {"right_pwm", "motor_right"},
                                                     {"motor_enable", "motor_enable"}};
        for (const char* line :
             {"left_in1", "left_in2", "right_in1", "right_in2", "left_encoder_a", "left_encoder_b", "right_encoder_a", "right_encoder_b"})
            params[line] = line;
        return test<WheelNode>(std::move(params));
    }
    SelfTest test_head() {
        return test<HeadNode>(
            {{"pan_output", "head_pan"}, {"pan_pwm", emulated("pwm")}, {"tilt_output", "head_tilt"}, {"tilt_pwm", emulated("pwm")}});
    }
    SelfTest test_heading() { return test<HeadingNode>({{"device", at("heading")}}); }
    SelfTest test_battery() { return test<BatteryNode>({{"adc", emulated("adc")}, {"channel", "0"}}); }
    SelfTest test_imu() { return test<ImuNode>({{"i2c", emulated("i2c")}}); }
    SelfTest test_voice() {
        return test<VoiceNode>({{"spi", emulated("spi")},
                                {"gpio", emulated("gpio")},
                                {"reset", "voice_reset"},
                                {"interrupt", "voice_interrupt"},
                                {"phrases", "ting=stop; qian jin=forward"}});
    }
};

/// With each fault the test has to fail with a line that contains the words; without one, to pass.
struct Case {
    const char* fault;
    const char* words;
};
void check_faults(SelfTest (Workbench::*test)(), const char* parameter, const std::vector<Case>& cases) {
    for (const Case& wrong : cases) {
        Workbench bench;
        bench.robot.set_param(parameter, wrong.fault);
        const SelfTest result = (bench.*test)();
        INFO(parameter << " " << wrong.fault << "\n" << text_of(result));
        CHECK_FALSE(result.passed());
        bool said = false;
        for (const SelfTest::Line& line : result.lines)
            said = said || (line.verdict == SelfTest::Verdict::kFailed && line.sentence.find(wrong.words) != std::string::npos);
        CHECK(said);
    }
    Workbench bench;
    const SelfTest good = (bench.*test)();
    INFO(parameter << " 0\n" << text_of(good));
    CHECK(good.passed());
}

}  // namespace

TEST_CASE("self-test: the sonar measures the wall, or says what is wrong with the module") {
    check_faults(&Workbench::test_sonar, "sonar_fault",
                 {{"1", "never rises: has the module 5 V"}, {"2", "stays high"}, {"3", "echoes come at once"}});
    Workbench bench;
    CHECK_THAT(text_of(bench.test_sonar()), Catch::Contains("something at 0.9"));
}

TEST_CASE("self-test: floor sensors see the floor, and no floor when the robot is lifted") {
    check_faults(&Workbench::test_ground, "ground_fault", {{"1", "front left: no floor"}});
    Workbench bench;
    CHECK_THAT(text_of(bench.test_ground()), Catch::Contains("was not lifted"));
}

TEST_CASE("self-test: a floor sensor that sees floor everywhere is found when the robot is lifted") {
    testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.directory());
    EmulatedGpioBank bank{scratch.directory() + "/gpio", {"a", "b", "c", "d"}};
    Bench<GroundNode> bench{{{"gpio", "emulated:" + scratch.directory() + "/gpio"},
                             {"front_left", "a"},
                             {"front_right", "b"},
                             {"rear_left", "c"},
                             {"rear_right", "d"},
                             {"active_low", "true"}}};
    Time now{};
    const SelfTestClock clock{.now = [&] { return now; },
                              .pass =
                                  [&](Duration time) {
                                      now += time;
                                      if (now > Time{1s})
                                          for (const std::size_t lifted : {0u, 1u, 3u}) bank.drive(lifted, true, now);
                                      bank.advance(now);
                                  }};
    const SelfTest result = bench.node().self_test(clock);
    INFO(text_of(result));
    CHECK_FALSE(result.passed());
    CHECK_THAT(text_of(result), Catch::Contains("FAILED  rear left: floor although it is lifted"));
    CHECK_THAT(text_of(result), Catch::Contains("ok      rear right: no floor when it is lifted"));
}

TEST_CASE("self-test: wheels turn as they are told, or it says which motor or encoder does not") {
    check_faults(&Workbench::test_wheels, "motor_fault", {{"1", "left motor, forward: no movement"}, {"2", "counted the other way"}});
    check_faults(&Workbench::test_wheels, "encoder_fault", {{"3", "reverse the encoder"}, {"4", "left motor, forward: no movement"}});
}

TEST_CASE("self-test: the head turns where it is told and a person looks, for a servo reports nothing") {
    Workbench bench;
    const SelfTest result = bench.test_head();
    CHECK(result.passed());
    CHECK_THAT(text_of(result), Catch::Contains("look    pan 69 degrees (left positive)"));
}

TEST_CASE("self-test: the heading module is found and rests, or it says what comes instead") {
    check_faults(&Workbench::test_heading, "heading_fault",
                 {{"1", "nothing comes"}, {"2", "no known module's"}, {"3", "no known module's"}, {"5", "repeats one frame"}});
    Workbench bench;
    CHECK_THAT(text_of(bench.test_heading()), Catch::Contains("a jy61 at 115200 baud"));
}

TEST_CASE("self-test: the MPU-6050 is in order, or it says what is not") {
    check_faults(&Workbench::test_imu, "imu_fault", {{"1", "does not answer"}, {"3", "identity"}, {"5", "identity 0x70"}});
}

TEST_CASE("self-test: the battery has its voltage, or it says what is wrong with the measurement") {
    check_faults(&Workbench::test_battery, "battery_fault", {{"2", "readings scatter"}, {"3", "is the wire from the divider off"}});
    Workbench bench;
    bench.robot.set_param("battery_fault", "1");
    CHECK_THAT(text_of(bench.test_battery()), Catch::Contains("does the converter convert?") || Catch::Contains("wire"));
}

TEST_CASE("self-test: the LD3320 starts, listens and hears, or it says why not") {
    check_faults(&Workbench::test_voice, "voice_fault", {{"1", "does not answer; has it 3.3 V"}, {"2", "has hung"}});
    Workbench bench;
    bench.person = [&](Duration since_start) {
        if (since_start == 3s) bench.robot.set_param("say", "1");
    };
    CHECK_THAT(text_of(bench.test_voice()), Catch::Contains("ok      it heard phrase 1"));
    Workbench silent;
    CHECK_THAT(text_of(silent.test_voice()), Catch::Contains("look    it heard no phrase"));
}

TEST_CASE("the test of a camera says how many pictures of which size it gives, and whether there is one at all") {
    Workbench workbench;
    const SelfTest good = workbench.test<CameraNode>({{"device", "pattern"}});
    INFO(text_of(good));
    CHECK(good.passed());
    CHECK_THAT(text_of(good), Catch::Contains("20 pictures in 2 s") && Catch::Contains("160 by 120 pixels, grey"));
    const SelfTest absent = workbench.test<CameraNode>({{"device", "/nowhere/video0"}});
    CHECK_FALSE(absent.passed());
    CHECK_THAT(text_of(absent), Catch::Contains("is it plugged in"));
}
