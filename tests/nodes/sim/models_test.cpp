// The device models: each effect shows, each seed repeats.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <vector>

#include "nodes/sim/battery_model.hpp"
#include "nodes/sim/ground_model.hpp"
#include "nodes/sim/gyro_model.hpp"
#include "nodes/sim/servo_model.hpp"
#include "nodes/sim/sonar_model.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;

namespace {

Room room_with(const std::string& objects) { return parse_room("test.room", objects + "\nstart 0 0 0\ngoal 1 0\n"); }
float metres(float echo_s) { return echo_s * (331.5f + 0.6f * 22) / 2; }

}  // namespace

TEST_CASE("streams of one seed and name repeat, others differ") {
    RandomStream a{1, "gyro"}, same{1, "gyro"}, other_seed{2, "gyro"}, other_name{1, "sonar"};
    const float first = a.uniform();
    CHECK(first == same.uniform());
    CHECK(first != other_seed.uniform());
    CHECK(first != other_name.uniform());
}

TEST_CASE("normal noise has mean zero and deviation one") {
    RandomStream random{1, "test"};
    float sum = 0, squares = 0;
    constexpr int kCount = 20'000;
    for (int i = 0; i < kCount; ++i) {
        const float value = random.normal();
        sum += value;
        squares += value * value;
    }
    CHECK(sum / kCount == Approx(0).margin(0.03));
    CHECK(squares / kCount == Approx(1).margin(0.04));
}

TEST_CASE("the sonar measures the wall it faces") {
    const Room room = room_with("wall 1.5 -2 1.5 2");
    SonarModel sonar{{.noise_ratio = 0, .noise_m = 0, .dropout_ratio = 0}, 1};
    CHECK(metres(sonar.echo_s(room, {0, 0}, 0)) == Approx(1.5).epsilon(1e-4));
}

TEST_CASE("the sonar's noise stays near the truth and repeats with the seed") {
    const Room room = room_with("wall 1.5 -2 1.5 2");
    SonarModel sonar{{.dropout_ratio = 0}, 7}, same{{.dropout_ratio = 0}, 7};
    for (int i = 0; i < 200; ++i) {
        const float echo_s = sonar.echo_s(room, {0, 0}, 0);
        CHECK(metres(echo_s) == Approx(1.5).margin(0.06));
        CHECK(echo_s == same.echo_s(room, {0, 0}, 0));
    }
}

TEST_CASE("the sonar's cone sees a post beside its axis, and nothing outside") {
    const Room room = room_with("box 1 0.05 1.1 0.15");
    SonarModel sonar{{.noise_ratio = 0, .noise_m = 0, .dropout_ratio = 0}, 1};
    CHECK(metres(sonar.echo_s(room, {0, 0}, 0)) == Approx(1.0).margin(0.02));
    CHECK(std::isinf(sonar.echo_s(room, {0, 0}, 0.6f)));
}

TEST_CASE("a smooth wall met at a shallow angle sends nothing back, a corner nearby does") {
    SonarModel sonar{{.noise_ratio = 0, .noise_m = 0, .dropout_ratio = 0}, 1};
    CHECK(std::isinf(sonar.echo_s(room_with("wall -20 0.5 20 0.5"), {0, 0}, 0.4f)));
    CHECK(metres(sonar.echo_s(room_with("wall 0.9 0.4 20 0.4"), {0, 0}, 0.4f)) == Approx(0.985).margin(0.01));
}

TEST_CASE("what is beyond the sonar's reach gives no echo, and some pings are lost") {
    SonarModel sonar{{}, 1};
    CHECK(std::isinf(sonar.echo_s(room_with("wall 4.5 -9 4.5 9"), {0, 0}, 0)));
    SonarModel deaf{{.dropout_ratio = 0.5f}, 1};
    const Room room = room_with("wall 1 -2 1 2");
    int lost = 0;
    for (int i = 0; i < 400; ++i) lost += std::isinf(deaf.echo_s(room, {0, 0}, 0));
    CHECK(lost > 150);
    CHECK(lost < 250);
}

TEST_CASE("the gyro's yaw follows the body and drifts by what is left of its bias") {
    GyroModel gyro{{.bias_sigma_rad_s = 0.01f, .noise_rad_s = 0}, 5};
    for (int i = 0; i < 1000; ++i) gyro.step(0.2f, 0.01f);
    CHECK(gyro.rate_rad_s() == Approx(0.2f + gyro.bias_rad_s()));
    CHECK(gyro.bias_rad_s() != 0);
    CHECK(gyro.yaw_rad() == Approx(2.0f + 0.1f * gyro.bias_rad_s() * 10).margin(0.002));
    CHECK(gyro.yaw_rad() != 2.0f);
}

TEST_CASE("the battery sags under load, recovers, and empties") {
    BatteryModel battery{{.capacity_amp_s = 100}, 0.5f};
    battery.step(0, 0.01f);
    const float idle_volt = battery.state().voltage_volt;
    battery.step(4, 0.01f);
    CHECK(battery.state().voltage_volt == Approx(idle_volt - 0.6).margin(0.002));
    battery.step(0, 0.01f);
    CHECK(battery.state().voltage_volt == Approx(idle_volt).margin(0.002));
    for (int i = 0; i < 2000; ++i) battery.step(4, 0.01f);
    CHECK(battery.state().charge_ratio == 0);
    CHECK(battery.state().voltage_volt == 0);
}

TEST_CASE("the servo runs at its speed, stops at its limit, and ignores what is no number") {
    ServoModel servo{2.0f, 1.0f};
    servo.command(5);
    servo.step(0.1f);
    CHECK(servo.angle_rad() == Approx(0.2));
    for (int i = 0; i < 20; ++i) servo.step(0.1f);
    CHECK(servo.angle_rad() == Approx(1.0));
    servo.command(std::nanf(""));
    servo.step(0.1f);
    CHECK(servo.angle_rad() == Approx(1.0));
}

TEST_CASE("a ground sensor over an edge does not see the floor, in either polarity") {
    const Room room = room_with("edge 0.05 0 1 1");  // below the front left sensor
    using Highs = std::array<bool, 4>;
    const seqboard::testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    EmulatedGpioBank bank{scratch.root() + "/gpio.sock", {"other", "front_left", "front_right", "rear_left", "rear_right"}};
    const auto highs = [&] { return Highs{bank.is_high(1), bank.is_high(2), bank.is_high(3), bank.is_high(4)}; };
    const auto looked = [&](bool active_low, float heading_rad, GroundFault fault = GroundFault::kNone) {
        GroundModel{bank, 1, active_low}.look(room, {0, 0}, heading_rad, fault, {});
        return highs();
    };
    CHECK(looked(true, 0) == Highs{true, false, false, false});
    CHECK(looked(false, 0) == Highs{false, true, true, true});
    CHECK(looked(true, std::numbers::pi_v<float>) == Highs{false, false, false, true});
    CHECK(looked(true, std::numbers::pi_v<float>, GroundFault::kBrokenWire) == Highs{true, false, false, true});
    CHECK(looked(true, 0, GroundFault::kStuckFloor) == Highs{false, false, false, false});
    const GroundModel unused{bank, 1, true};  // nobody has looked: no floor
    CHECK(highs() == Highs{true, true, true, true});
    GroundModel{bank, 1, true, ground_places(0.09f, -0.08f, 0.2f)}.look(room_with("edge 0.05 0.1 1 1"), {0, 0}, 0, GroundFault::kNone, {});
    CHECK(highs() == Highs{true, false, false, false});  // of a wider body
}
