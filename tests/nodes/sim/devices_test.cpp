// The simulator's chips behind sockets of their own, each with the node and the real driver that the robot uses.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/testing/bench.hpp"
#include "drivers/gpio/open_gpio.hpp"
#include "drivers/l298n.hpp"
#include "nodes/battery_node.hpp"
#include "nodes/gamepad_node.hpp"
#include "nodes/imu_node.hpp"
#include "nodes/sim/sim_node.hpp"
#include "nodes/voice_node.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;

namespace {

/// The simulator and one of the robot's nodes; the motors get what `duty_ratio` says.
template <class Node>
struct Scene {
    testing::ScratchBoard scratch;
    Bench<SimNode> sim;
    L298n bridge{{.gpio_backend = emulated("gpio"),
                  .pwm_backend = emulated("pwm"),
                  .channels = {{{"motor_left", "left_in1", "left_in2"}, {"motor_right", "right_in1", "right_in2"}}},
                  .enable = "motor_enable"}};
    Bench<Node> node;

    explicit Scene(const char* chip_socket, std::map<std::string, std::string> node_params = {})
        : sim{{sim_params(chip_socket)}}, node{at_sockets(std::move(node_params))} {}

    std::string path(const std::string& name) const { return scratch.directory() + "/" + name + ".sock"; }
    std::string emulated(const std::string& name) const { return "emulated:" + path(name); }

    std::map<std::string, std::string> sim_params(const std::string& chip_socket) const {
        std::filesystem::create_directories(scratch.directory());
        const std::string room = scratch.directory() + "/test.room";
        std::ofstream{room} << "start 0 0 0\ngoal 1 0\n";
        return {{"room", room}, {"gpio_socket", path("gpio")}, {"pwm_socket", path("pwm")}, {chip_socket, path("chip")}};
    }
    std::map<std::string, std::string> at_sockets(std::map<std::string, std::string> params) const {
        for (auto& [name, value] : params)
            if (value.starts_with("emulated:")) value = emulated(value.substr(9));
        return params;
    }
    void run_for(Duration duration, float left_ratio = 0, float right_ratio = 0) {
        for (Duration passed{}; passed < duration; passed += 10ms) {
            bridge.command({{{.ratio = left_ratio}, {.ratio = right_ratio}}}, sim.now());
            bridge.step(sim.now());
            sim.run_for(10ms);
            node.advance(10ms);
            if (++steps_ % (Node::kPeriod / 10ms) == 0) node.step();
        }
    }
    void set_fault(const char* which, const char* fault) { sim.set_param(which, fault); }

private:
    unsigned steps_ = 0;
};

struct BatteryScene : Scene<BatteryNode> {
    BatteryScene() : Scene{"adc_socket", {{"adc", "emulated:chip"}, {"channel", "0"}}} {}
    Battery run(Duration duration, float ratio = 0) {
        run_for(duration, ratio, ratio);
        return *node.get<Battery>("battery");
    }
};

struct ImuScene : Scene<ImuNode> {
    ImuScene() : Scene{"i2c_socket", {{"i2c", "emulated:chip"}}} {}
};

struct VoiceScene : Scene<VoiceNode> {
    VoiceScene()
        : Scene{"spi_socket",
                {{"spi", "emulated:chip"},
                 {"gpio", "emulated:gpio"},
                 {"reset", "voice_reset"},
                 {"interrupt", "voice_interrupt"},
                 {"phrases", "ting=stop; qian jin=forward"}}} {}
    VoiceCommand run(Duration duration) {
        run_for(duration);
        return *node.get<VoiceCommand>("voice_command");
    }
};

struct PadScene : Scene<GamepadNode> {
    PadScene() : Scene{"pad_socket", {{"device", "emulated:chip"}, {"dead_zone_ratio", "0"}}} {}
    DriveVerb verb() { return node.get<DriveRequest>("manual_request")->verb; }
    DriveCommand command() { return *node.get<DriveCommand>("manual_command"); }
};

}  // namespace

TEST_CASE("the battery node measures the simulated battery, which sags while the motors work") {
    BatteryScene scene;
    const float at_rest_volt = scene.run(3s).voltage_volt;
    CHECK(at_rest_volt == Approx(scene.sim.get<Battery>("battery_truth")->voltage_volt).margin(0.02));
    const float driving_volt = scene.run(5s, 0.8f).voltage_volt;
    CHECK(driving_volt < at_rest_volt - 0.01f);
    CHECK(driving_volt == Approx(scene.sim.get<Battery>("battery_truth")->voltage_volt).margin(0.02));
}

TEST_CASE("a battery whose wire is off is not measured, and measured again when it is on") {
    BatteryScene scene;
    CHECK(scene.run(1s).state == BatteryState::kOk);
    scene.set_fault("battery_fault", "3");
    CHECK(std::isnan(scene.run(500ms).voltage_volt));
    scene.set_fault("battery_fault", "0");
    CHECK(scene.run(3s).voltage_volt == Approx(8.1).margin(0.1));
}

TEST_CASE("the IMU node feels the simulated body turn and speed up, and starts the chip again after each fault") {
    ImuScene scene;
    scene.run_for(1500ms);
    CHECK(scene.node.get<Heading>("heading")->heading_rad == Approx(0).margin(0.01));
    scene.run_for(150ms, 0.6f, 0.6f);
    CHECK(scene.node.get<Imu>("imu")->acceleration_m_s2[0] > 0.3f);
    scene.run_for(1s, 0.6f, 0.6f);
    scene.run_for(1s, -0.3f, 0.3f);
    scene.run_for(500ms);
    CHECK(scene.node.get<Heading>("heading")->heading_rad == Approx(scene.sim.get<Truth>("truth")->heading_rad).margin(0.03));
    for (const char* fault : {"1", "2", "3", "4", "5"}) {
        INFO("imu_fault " << fault);
        const std::uint32_t starts = scene.node.get<Imu>("imu")->starts;
        scene.set_fault("imu_fault", fault);
        scene.run_for(1s);
        scene.set_fault("imu_fault", "0");
        scene.run_for(2s);
        CHECK(scene.node.get<Imu>("imu").age() <= 20ms);
        CHECK(scene.node.get<Imu>("imu")->starts > starts);
    }
}

TEST_CASE("the voice node hears what the operator says, and says when its chip fails") {
    VoiceScene scene;
    REQUIRE(scene.run(1s).state == VoiceState::kListening);
    scene.sim.set_param("say", "1");
    const VoiceCommand heard = scene.run(100ms);
    CHECK(heard.count == 1);
    CHECK(heard.code == VoiceCode::kForward);
    CHECK(scene.run(2s).count == 1);  // once is once
    for (const char* fault : {"1", "2", "3"}) {
        INFO("voice_fault " << fault);
        scene.set_fault("voice_fault", fault);
        bool failed = false;
        for (int i = 0; i < 400 && !failed; ++i) failed = scene.run(10ms).state == VoiceState::kFailed;
        CHECK((failed || fault[0] == '2'));  // a chip that hangs is found when it is told something
        scene.set_fault("voice_fault", "0");
        CHECK(scene.run(3s).state == VoiceState::kListening);
    }
    scene.sim.set_param("say", "0");
    CHECK(scene.run(200ms).code == VoiceCode::kStop);
}

TEST_CASE("over wires that flip bits the IMU node says so, and is itself again when they are quiet") {
    ImuScene scene;
    scene.run_for(1500ms);
    REQUIRE(scene.node.get<Imu>("imu")->garbled == 0);
    scene.set_fault("imu_bit_error_ratio", "0.01");
    scene.run_for(2s);
    scene.set_fault("imu_bit_error_ratio", "0");
    scene.run_for(1s);
    CHECK(scene.node.get<Imu>("imu")->garbled > 10);
    CHECK(scene.node.get<Imu>("imu").age() <= 20ms);
    CHECK(scene.node.get<Imu>("imu")->acceleration_m_s2[2] == Approx(9.8).margin(0.3));
}

TEST_CASE("over wires that flip bits the voice node does not hang, and hears again when they are quiet") {
    VoiceScene scene;
    REQUIRE(scene.run(1s).state == VoiceState::kListening);
    scene.set_fault("voice_bit_error_ratio", "0.02");
    scene.run(2s);
    scene.sim.set_param("say", "0");
    scene.run(2s);
    scene.set_fault("voice_bit_error_ratio", "0");
    const std::uint32_t before = scene.run(5s).count;
    scene.sim.set_param("say", "1");
    const VoiceCommand heard = scene.run(500ms);
    CHECK(heard.count > before);
    CHECK(heard.code == VoiceCode::kForward);
}

TEST_CASE("the gamepad node hears the simulated pad: sticks while the dead-man is held, its buttons, and that it is unplugged") {
    PadScene scene;
    scene.sim.set_param("pad_forward_ratio", "-1");
    scene.sim.set_param("pad_left_ratio", "0.5");
    scene.run_for(500ms);
    CHECK(scene.verb() == DriveVerb::kRelease);
    CHECK(scene.command().speed_m_s == 0);
    scene.sim.set_param("pad_dead_man", "1");
    scene.run_for(100ms);
    CHECK(scene.verb() == DriveVerb::kNone);
    CHECK(scene.command().speed_m_s == Approx(-0.25));
    CHECK(scene.command().yaw_rate_rad_s == Approx(0.75).margin(0.01));
    scene.sim.set_param("pad_dead_man", "0");
    scene.sim.set_param("pad_button", std::to_string(BTN_EAST).c_str());
    scene.run_for(100ms);
    CHECK(scene.verb() == DriveVerb::kStop);
    CHECK(scene.command().speed_m_s == 0);
    scene.set_fault("pad_fault", "1");
    scene.run_for(500ms);
    CHECK(scene.node.get<DriveCommand>("manual_command").age() > 400ms);
    scene.set_fault("pad_fault", "0");
    scene.sim.set_param("pad_button", "0");
    scene.run_for(1500ms);
    CHECK(scene.verb() == DriveVerb::kRelease);
    CHECK(scene.node.get<DriveCommand>("manual_command").age() <= 20ms);
}
