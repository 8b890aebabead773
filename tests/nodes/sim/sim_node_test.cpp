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

struct World {
    testing::ScratchBoard scratch;
    Bench<SimNode> bench;
    std::optional<L298n> bridge{
        std::in_place, L298n::Wiring{.gpio_backend = gpio(),
                                     .pwm_backend = "emulated:" + scratch.directory() + "/pwm.sock",
                                     .channels = {{{"motor_left", "left_in1", "left_in2"}, {"motor_right", "right_in1", "right_in2"}}},
                                     .enable = "motor_enable"}};
    explicit World(int seed = 1, const std::string& room = "wall 2 -1 2 1\nstart 0 0 0\ngoal 1 0\n", const char* module = "jy61")
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

SonarPing ping(World& world, HcSr04& driver) {
    world.run_for(100ms, kHalt);
    REQUIRE(driver.ping(world.bench.now()));
    std::optional<SonarPing> outcome;
    for (int i = 0; i < 10 && !outcome; ++i) {
        world.run_for(10ms, kHalt);
        outcome = driver.poll(world.bench.now());
    }
    REQUIRE(outcome);
    return *outcome;
}

}  // namespace

TEST_CASE("driving moves the truth and the encoders together") {
    World world;
    WheelEncoder left{{.gpio = world.gpio(), .a = "left_encoder_a", .b = "left_encoder_b"}};
    WheelEncoder right{{.gpio = world.gpio(), .a = "right_encoder_a", .b = "right_encoder_b"}};
    for (int i = 0; i < 100; ++i) {
        world.run_for(20ms, kForward);
        left.poll(world.bench.now());
        right.poll(world.bench.now());
    }
    CHECK(left.count() > 1500);
    CHECK(left.errors() + right.errors() == 0);
    CHECK((left.wheel_rad_s() + right.wheel_rad_s()) / 2 * 0.033f == Approx(world.truth().speed_m_s).epsilon(0.03));
    const Truth truth = world.truth();
    CHECK(truth.x_m > 0.5f);
    CHECK(truth.goal_distance_m == Approx(std::hypot(1 - truth.x_m, truth.y_m)).margin(1e-4));
    CHECK(world.bench.get<Battery>("battery")->current_amp > 0.45f);
}

TEST_CASE("the real heading driver reads what either simulated module sends, and each fault as what it is") {
    for (const char* module : {"jy61", "gy25"}) {
        INFO(module);
        World world{1, "start 0 0 0\ngoal 1 0\n", module};
        HeadingModule driver{{.device = world.scratch.directory() + "/heading.tty"}};
        std::optional<Attitude> attitude;
        const auto run_for = [&](Duration duration, const std::array<MotorDemand, 2>& demands) {
            attitude.reset();
            for (Duration passed{}; passed < duration; passed += 20ms) {
                world.run_for(20ms, demands);
                if (const auto newest = driver.poll(world.bench.now())) attitude = newest;
            }
        };
        run_for(1s, kTurn);
        run_for(500ms, kHalt);  // a frame that is late in the kernel says the same then
        REQUIRE(attitude);
        CHECK(attitude->yaw_rad == Approx(world.truth().heading_rad).margin(0.01));
        CHECK(driver.errors() == 0);
        for (const auto& [fault, state] :
             {std::pair{"1", HeadingState::kSilent}, std::pair{"2", HeadingState::kGarbled}, std::pair{"3", HeadingState::kGarbled},
              std::pair{"4", HeadingState::kGarbled}, std::pair{"5", HeadingState::kFrozen}}) {
            INFO("heading_fault " << fault);
            world.bench.set_param("heading_fault", fault);
            run_for(3s, kTurn);
            CHECK(driver.state() == state);
            world.bench.set_param("heading_fault", "0");
            run_for(1s, kTurn);
            CHECK(attitude);
        }
    }
}

TEST_CASE("a heading module that nobody makes is a mistake in the node set") {
    CHECK_THROWS_WITH((World{1, "start 0 0 0\ngoal 1 0\n", "gy52"}), Catch::Contains("did you mean 'gy25'"));
    testing::ScratchBoard scratch;
    CHECK_THROWS_WITH((HeadingPty{scratch.directory() + "/heading.tty", {.baud = 4800}}), Catch::Contains("4800"));
}

TEST_CASE("the real sonar driver hears the simulated wall, and each fault as what it is") {
    World world;
    HcSr04 driver{{.gpio = world.gpio(), .trigger = "sonar_trigger", .echo = "sonar_echo"}};
    world.run_for(1s, kForward);
    const SonarPing heard = ping(world, driver);
    CHECK(heard.outcome == SonarOutcome::kEcho);
    CHECK(seconds_of(heard.echo) * (331.5f + 0.6f * 22) / 2 == Approx(2 - world.truth().x_m - 0.08f).margin(0.1));
    for (const auto& [fault, outcome] : {std::pair{"1", SonarOutcome::kSilent}, std::pair{"2", SonarOutcome::kStuckHigh},
                                         std::pair{"3", SonarOutcome::kTooShort}, std::pair{"0", SonarOutcome::kEcho}}) {
        INFO(fault);
        world.bench.set_param("sonar_fault", fault);
        CHECK(ping(world, driver).outcome == outcome);
    }
}

TEST_CASE("a wall stops the body and is reported as a collision") {
    World world;
    world.run_for(10s, kForward);
    CHECK(world.truth().collided == 1);
    CHECK(world.truth().x_m < 2 - 0.10f);
    CHECK(world.truth().x_m > 2 - 0.13f);
}

TEST_CASE("a wheel beyond the edge is reported as a fall") {
    World world{1, "edge 0.5 -1 2 1\nstart 0 0 0\ngoal 1 0\n"};
    world.run_for(5s, kForward);
    CHECK(world.truth().over_edge == 1);
}

TEST_CASE("the lines of the floor sensors tell an edge, and a fault what it is") {
    World world{1, "edge 0.05 0 1 1\nstart 0 0 0\ngoal 1 0\n"};  // below the front left sensor
    const auto lines =
        open_gpio(world.gpio(), {.lines = {"ground_front_left", "ground_front_right", "ground_rear_left", "ground_rear_right"}});
    CHECK(lines->levels() == 0b1111u);  // nothing is known before the first step
    world.run_for(10ms, kHalt);
    CHECK(lines->levels() == 0b0001u);
    world.bench.set_param("ground_fault", "2");
    world.run_for(10ms, kHalt);
    CHECK(lines->levels() == 0u);
    world.bench.set_param("ground_fault", "1");
    world.run_for(10ms, kHalt);
    CHECK(lines->levels() == 0b0001u);
}

TEST_CASE("motors whose driver has gone coast to a halt") {
    World world;
    world.run_for(1s, kForward);
    REQUIRE(world.truth().speed_m_s > 0.2f);
    world.bridge.reset();
    world.bench.run_for(3s);
    CHECK(world.truth().speed_m_s == Approx(0).margin(0.01));
}

TEST_CASE("a motor's and an encoder's fault show at the wheel they are at") {
    World world;
    WheelEncoder left{{.gpio = world.gpio(), .a = "left_encoder_a", .b = "left_encoder_b"}};
    world.bench.set_param("motor_fault", "1");
    world.run_for(1s, kForward);
    left.poll(world.bench.now());
    CHECK(left.count() == 0);
    CHECK(world.truth().heading_rad > 0.3f);
    world.bench.set_param("motor_fault", "0");
    world.bench.set_param("encoder_fault", "3");
    world.run_for(300ms, kForward);
    left.poll(world.bench.now());
    CHECK(left.count() < 0);
}

TEST_CASE("the sonar looks where the real servo driver turned the head, and a fault shows") {
    World world{1, "wall -2 1 2 1\nstart 0 0 0\ngoal 1 0\n"};  // to the left
    const std::string outputs = "emulated:" + world.scratch.directory() + "/pwm.sock";
    ServoHead head{{.pan = {"head_pan", outputs}, .tilt = {"head_tilt", outputs}}};
    HcSr04 driver{{.gpio = world.gpio(), .trigger = "sonar_trigger", .echo = "sonar_echo"}};
    const auto looks_at_wall = [&](float pan_rad) {
        head.point(pan_rad, 0, world.bench.now());
        while (!head.settled(world.bench.now())) world.run_for(10ms, kHalt);
        const auto heard = ping(world, driver);
        return heard.outcome == SonarOutcome::kEcho && seconds_of(heard.echo) * (331.5f + 0.6f * 22) / 2 < 1.1f;
    };
    CHECK(looks_at_wall(1.5f));
    CHECK_FALSE(looks_at_wall(0));
    CHECK_FALSE(looks_at_wall(-1.5f));
    world.bench.set_param("servo_fault", "1");
    CHECK_FALSE(looks_at_wall(1.5f));
    world.bench.set_param("servo_fault", "3");
    CHECK_FALSE(looks_at_wall(1.5f));
    CHECK(looks_at_wall(-1.5f));
    world.bench.set_param("servo_fault", "0");
    CHECK(looks_at_wall(1.5f));
}

TEST_CASE("one seed repeats to the bit, another differs") {
    const auto end_of = [](int seed) {
        World world{seed};
        world.run_for(2s, kForward);
        return world.truth();
    };
    const Truth once = end_of(3), again = end_of(3), other = end_of(4);
    CHECK(once.x_m == again.x_m);
    CHECK(once.heading_rad == again.heading_rad);
    CHECK(once.x_m != other.x_m);
}

TEST_CASE("time that was missed is simulated, but not in one leap") {
    World world;
    world.run_for(1s, kForward);
    const auto travelled_m = [&](Duration gap) {
        const float before_m = world.truth().x_m;
        world.bridge->command(kForward, world.bench.now());
        world.bridge->step(world.bench.now());
        world.bench.advance(gap);
        world.bench.step();
        return world.truth().x_m - before_m;
    };
    const float speed_m_s = world.truth().speed_m_s;
    CHECK(travelled_m(50ms) == Approx(0.05 * speed_m_s).epsilon(0.05));
    CHECK(travelled_m(450ms) == Approx(0.2 * speed_m_s).epsilon(0.05));
}

TEST_CASE("a push while it drives turns the robot, until it ends") {
    World world;
    world.run_for(500ms, kForward);
    const float straight_rad = world.truth().heading_rad;
    CHECK(std::abs(straight_rad) < 0.01f);
    world.bench.set_param("push_rad_s", "0.5");
    world.run_for(500ms, kForward);
    world.bench.set_param("push_rad_s", "0");
    const float pushed_rad = world.truth().heading_rad;
    CHECK(pushed_rad == Approx(0.25).margin(0.02));
    world.run_for(500ms, kForward);
    CHECK(world.truth().heading_rad == Approx(pushed_rad).margin(0.01));
}
