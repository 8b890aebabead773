// The simulator as a node: what it publishes, and that it repeats itself.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "core/testing/bench.hpp"
#include "drivers/gpio/open_gpio.hpp"
#include "drivers/hc_sr04.hpp"
#include "drivers/heading_module.hpp"
#include "drivers/l298n.hpp"
#include "drivers/servo_head.hpp"
#include "drivers/wheel_encoder.hpp"
#include "nodes/sim/sim_node.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;

namespace {

constexpr std::array<MotorDemand, 2> kForward{{{.ratio = 0.5f}, {.ratio = 0.5f}}}, kTurn{{{.ratio = -0.3f}, {.ratio = 0.3f}}}, kHalt{};

struct Scene {
    testing::ScratchBoard scratch;
    Bench<SimNode> bench;
    std::optional<L298n> bridge{
        std::in_place, L298n::Wiring{.gpio_backend = gpio(),
                                     .pwm_backend = "emulated:" + scratch.directory() + "/pwm.sock",
                                     .channels = {{{"motor_left", "left_in1", "left_in2"}, {"motor_right", "right_in1", "right_in2"}}},
                                     .enable = "motor_enable"}};
    explicit Scene(int seed = 1, const std::string& room = "wall 2 -1 2 1\nstart 0 0 0\ngoal 1 0\n", const char* module = "jy61")
        : bench{{params(scratch, seed, room, module)}} {}

    static std::map<std::string, std::string> params(const testing::ScratchBoard& scratch, int seed, const std::string& room,
                                                     const char* module) {
        std::filesystem::create_directories(scratch.directory());
        const std::string path = scratch.directory() + "/test.room";
        std::ofstream{path} << room;
        return {{"room", path},
                {"heading_device", scratch.directory() + "/heading.tty"},
                {"heading_module", module},
                {"gpio_socket", scratch.directory() + "/gpio.sock"},
                {"pwm_socket", scratch.directory() + "/pwm.sock"},
                {"seed", std::to_string(seed)}};
    }
    std::string gpio() const { return "emulated:" + scratch.directory() + "/gpio.sock"; }
    void run_for(Duration duration, const std::array<MotorDemand, 2>& demands) {
        for (Duration passed{}; passed < duration; passed += 10ms) {
            bridge->command(demands, bench.now());
            bridge->step(bench.now());
            bench.advance(10ms);
            bench.step();
        }
    }
    Truth truth() { return *bench.get<Truth>("truth"); }
};

SonarPing ping(Scene& scene, HcSr04& driver) {
    scene.run_for(100ms, kHalt);
    REQUIRE(driver.ping(scene.bench.now()));
    std::optional<SonarPing> outcome;
    for (int i = 0; i < 10 && !outcome; ++i) {
        scene.run_for(10ms, kHalt);
        outcome = driver.poll(scene.bench.now());
    }
    REQUIRE(outcome);
    return *outcome;
}

}  // namespace

TEST_CASE("driving moves the truth and the encoders together") {
    Scene scene;
    WheelEncoder left{{.gpio = scene.gpio(), .a = "left_encoder_a", .b = "left_encoder_b"}};
    WheelEncoder right{{.gpio = scene.gpio(), .a = "right_encoder_a", .b = "right_encoder_b"}};
    for (int i = 0; i < 100; ++i) {
        scene.run_for(20ms, kForward);
        left.poll(scene.bench.now());
        right.poll(scene.bench.now());
    }
    CHECK(left.count() > 1500);
    CHECK(left.errors() + right.errors() == 0);
    CHECK((left.wheel_rad_s() + right.wheel_rad_s()) / 2 * 0.033f == Approx(scene.truth().speed_m_s).epsilon(0.03));
    const Truth truth = scene.truth();
    CHECK(truth.x_m > 0.5f);
    CHECK(truth.goal_distance_m == Approx(std::hypot(1 - truth.x_m, truth.y_m)).margin(1e-4));
    CHECK(scene.bench.get<Battery>("battery_truth")->current_amp > 0.45f);
}

TEST_CASE("the real heading driver reads what either simulated module sends, and each fault as what it is") {
    for (const char* module : {"jy61", "gy25"}) {
        INFO(module);
        Scene scene{1, "start 0 0 0\ngoal 1 0\n", module};
        HeadingModule driver{{.device = scene.scratch.directory() + "/heading.tty"}};
        std::optional<Attitude> attitude;
        const auto run_for = [&](Duration duration, const std::array<MotorDemand, 2>& demands) {
            attitude.reset();
            for (Duration passed{}; passed < duration; passed += 20ms) {
                scene.run_for(20ms, demands);
                if (const auto newest = driver.poll(scene.bench.now())) attitude = newest;
            }
        };
        run_for(1s, kTurn);
        run_for(500ms, kHalt);  // a frame that is late in the kernel says the same then
        REQUIRE(attitude);
        CHECK(attitude->yaw_rad == Approx(scene.truth().heading_rad).margin(0.01));
        CHECK(driver.errors() == 0);
        for (const auto& [fault, state] :
             {std::pair{"1", HeadingState::kSilent}, std::pair{"2", HeadingState::kGarbled}, std::pair{"3", HeadingState::kGarbled},
              std::pair{"4", HeadingState::kGarbled}, std::pair{"5", HeadingState::kFrozen}}) {
            INFO("heading_fault " << fault);
            scene.bench.set_param("heading_fault", fault);
            run_for(3s, kTurn);
            CHECK(driver.state() == state);
            scene.bench.set_param("heading_fault", "0");
            run_for(1s, kTurn);
            CHECK(attitude);
        }
    }
}

TEST_CASE("a heading module that nobody makes is a mistake in the node set") {
    CHECK_THROWS_WITH((Scene{1, "start 0 0 0\ngoal 1 0\n", "gy52"}), Catch::Contains("did you mean 'gy25'"));
    testing::ScratchBoard scratch;
    CHECK_THROWS_WITH((HeadingPty{scratch.directory() + "/heading.tty", {.baud = 4800}}), Catch::Contains("4800"));
}

TEST_CASE("the real sonar driver hears the simulated wall, and each fault as what it is") {
    Scene scene;
    HcSr04 driver{{.gpio = scene.gpio(), .trigger = "sonar_trigger", .echo = "sonar_echo"}};
    scene.run_for(1s, kForward);
    const SonarPing heard = ping(scene, driver);
    CHECK(heard.outcome == SonarOutcome::kEcho);
    CHECK(seconds_of(heard.echo) * (331.5f + 0.6f * 22) / 2 == Approx(2 - scene.truth().x_m - 0.08f).margin(0.1));
    for (const auto& [fault, outcome] : {std::pair{"1", SonarOutcome::kSilent}, std::pair{"2", SonarOutcome::kStuckHigh},
                                         std::pair{"3", SonarOutcome::kTooShort}, std::pair{"0", SonarOutcome::kEcho}}) {
        INFO(fault);
        scene.bench.set_param("sonar_fault", fault);
        CHECK(ping(scene, driver).outcome == outcome);
    }
}

TEST_CASE("a wall stops the body and is reported as a collision") {
    Scene scene;
    scene.run_for(10s, kForward);
    CHECK(scene.truth().collided == 1);
    CHECK(scene.truth().x_m < 2 - 0.10f);
    CHECK(scene.truth().x_m > 2 - 0.13f);
}

TEST_CASE("a wheel beyond the edge is reported as a fall") {
    Scene scene{1, "edge 0.5 -1 2 1\nstart 0 0 0\ngoal 1 0\n"};
    scene.run_for(5s, kForward);
    CHECK(scene.truth().over_edge == 1);
}

TEST_CASE("the lines of the floor sensors tell an edge, and a fault what it is") {
    Scene scene{1, "edge 0.05 0 1 1\nstart 0 0 0\ngoal 1 0\n"};  // below the front left sensor
    const auto lines =
        open_gpio(scene.gpio(), {.lines = {"ground_front_left", "ground_front_right", "ground_rear_left", "ground_rear_right"}});
    CHECK(lines->levels() == 0b1111u);  // nothing is known before the first step
    scene.run_for(10ms, kHalt);
    CHECK(lines->levels() == 0b0001u);
    scene.bench.set_param("ground_fault", "2");
    scene.run_for(10ms, kHalt);
    CHECK(lines->levels() == 0u);
    scene.bench.set_param("ground_fault", "1");
    scene.run_for(10ms, kHalt);
    CHECK(lines->levels() == 0b0001u);
}

TEST_CASE("motors whose driver has gone coast to a halt") {
    Scene scene;
    scene.run_for(1s, kForward);
    REQUIRE(scene.truth().speed_m_s > 0.2f);
    scene.bridge.reset();
    scene.bench.run_for(3s);
    CHECK(scene.truth().speed_m_s == Approx(0).margin(0.01));
}

TEST_CASE("a motor's and an encoder's fault show at the wheel they are at") {
    Scene scene;
    WheelEncoder left{{.gpio = scene.gpio(), .a = "left_encoder_a", .b = "left_encoder_b"}};
    scene.bench.set_param("motor_fault", "1");
    scene.run_for(1s, kForward);
    left.poll(scene.bench.now());
    CHECK(left.count() == 0);
    CHECK(scene.truth().heading_rad > 0.3f);
    scene.bench.set_param("motor_fault", "0");
    scene.bench.set_param("encoder_fault", "3");
    scene.run_for(300ms, kForward);
    left.poll(scene.bench.now());
    CHECK(left.count() < 0);
}

TEST_CASE("the sonar looks where the real servo driver turned the head, and a fault shows") {
    Scene scene{1, "wall -2 1 2 1\nstart 0 0 0\ngoal 1 0\n"};  // to the left
    const std::string outputs = "emulated:" + scene.scratch.directory() + "/pwm.sock";
    ServoHead head{{.pan = {"head_pan", outputs}, .tilt = {"head_tilt", outputs}}};
    HcSr04 driver{{.gpio = scene.gpio(), .trigger = "sonar_trigger", .echo = "sonar_echo"}};
    const auto looks_at_wall = [&](float pan_rad) {
        head.point(pan_rad, 0, scene.bench.now());
        while (!head.settled(scene.bench.now())) scene.run_for(10ms, kHalt);
        const auto heard = ping(scene, driver);
        return heard.outcome == SonarOutcome::kEcho && seconds_of(heard.echo) * (331.5f + 0.6f * 22) / 2 < 1.1f;
    };
    CHECK(looks_at_wall(1.5f));
    CHECK_FALSE(looks_at_wall(0));
    CHECK_FALSE(looks_at_wall(-1.5f));
    scene.bench.set_param("servo_fault", "1");
    CHECK_FALSE(looks_at_wall(1.5f));
    scene.bench.set_param("servo_fault", "3");
    CHECK_FALSE(looks_at_wall(1.5f));
    CHECK(looks_at_wall(-1.5f));
    scene.bench.set_param("servo_fault", "0");
    CHECK(looks_at_wall(1.5f));
}

TEST_CASE("one seed repeats to the bit, another differs") {
    const auto end_of = [](int seed) {
        Scene scene{seed};
        scene.run_for(2s, kForward);
        return scene.truth();
    };
    const Truth once = end_of(3), again = end_of(3), other = end_of(4);
    CHECK(once.x_m == again.x_m);
    CHECK(once.heading_rad == again.heading_rad);
    CHECK(once.x_m != other.x_m);
}

TEST_CASE("time that was missed is simulated, but not in one leap") {
    Scene scene;
    scene.run_for(1s, kForward);
    const auto travelled_m = [&](Duration gap) {
        const float before_m = scene.truth().x_m;
        scene.bridge->command(kForward, scene.bench.now());
        scene.bridge->step(scene.bench.now());
        scene.bench.advance(gap);
        scene.bench.step();
        return scene.truth().x_m - before_m;
    };
    const float speed_m_s = scene.truth().speed_m_s;
    CHECK(travelled_m(50ms) == Approx(0.05 * speed_m_s).epsilon(0.05));
    CHECK(travelled_m(450ms) == Approx(0.2 * speed_m_s).epsilon(0.05));
}

TEST_CASE("motors behind a simulated PCA9685 turn, and after a brown-out stand until their pulses are set again") {
    const testing::ScratchBoard scratch;
    auto params = Scene::params(scratch, 1, "start 0 0 0\ngoal 1 0\n", "jy61");
    const std::string i2c = scratch.directory() + "/i2c.sock";
    params.insert({"pwm_i2c_socket", i2c});
    Bench<SimNode> bench{params};
    L298n bridge{{.gpio_backend = "emulated:" + params.at("gpio_socket"),
                  .pwm_backend = "pca9685:emulated:" + i2c,
                  .channels = {{{"0", "left_in1", "left_in2"}, {"1", "right_in1", "right_in2"}}},
                  .enable = "motor_enable"}};
    const auto run_for = [&](Duration duration, float ratio) {
        for (Duration passed{}; passed < duration; passed += 10ms) {
            bridge.command({{{.ratio = ratio}, {.ratio = ratio}}}, bench.now());
            bridge.step(bench.now());
            bench.advance(10ms);
            bench.step();
        }
    };
    const auto speed_m_s = [&] { return bench.get<Truth>("truth")->speed_m_s; };
    run_for(1s, 0.5f);
    CHECK(speed_m_s() > 0.3f);
    bench.set_param("pwm_chip_fault", "2");
    run_for(2s, 0.5f);
    CHECK(speed_m_s() < 0.01f);
    run_for(1s, 0.6f);
    CHECK(speed_m_s() > 0.3f);
}

TEST_CASE("a push while it drives turns the robot, until it ends") {
    Scene scene;
    scene.run_for(500ms, kForward);
    const float straight_rad = scene.truth().heading_rad;
    CHECK(std::abs(straight_rad) < 0.01f);
    scene.bench.set_param("push_rad_s", "0.5");
    scene.run_for(500ms, kForward);
    scene.bench.set_param("push_rad_s", "0");
    const float pushed_rad = scene.truth().heading_rad;
    CHECK(pushed_rad == Approx(0.25).margin(0.02));
    scene.run_for(500ms, kForward);
    CHECK(scene.truth().heading_rad == Approx(pushed_rad).margin(0.01));
}
