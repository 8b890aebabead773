// The main job: the reference robot's node set, launched as a user does, drives to its goal.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "core/launch/describe_runner.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

struct Outcome {
    int exit_code = -1;
    std::string text;
    bool has_picture = false;

    std::string hash() const {
        const std::size_t at = text.find("samples hash ");
        return at == std::string::npos ? "" : text.substr(at + 13, 16);
    }
};

Outcome drive(const std::vector<std::string>& options, const std::string& node_set = "config/robot_sim.yaml") {
    const ScratchBoard scratch;
    const std::string picture = scratch.directory() + "/picture.html";
    std::vector<std::string> line = {built("seqboard"),   "--root", scratch.root(), "up", sources(node_set), "--profile", "fast", "--set",
                                     "picture=" + picture};
    for (const std::string& option : options) line.insert(line.end(), {"--set", option});
    const ProgramOutput output = run_programs({line}, std::chrono::seconds{100}).front();
    return {output.exit_code, output.out + output.err, std::filesystem::exists(picture)};
}

}  // namespace

TEST_CASE("the reference robot drives round the obstacle to its goal, each seed its own way, the same seed the same way") {
    const Outcome first = drive({"seed=1"});
    INFO(first.text);
    CHECK(first.exit_code == 0);
    CHECK_THAT(first.text, Catch::Contains("goal reached"));
    CHECK(first.has_picture);
    REQUIRE(first.hash().size() == 16);
    CHECK(drive({"seed=1"}).hash() == first.hash());
    const Outcome other = drive({"seed=2"});
    CHECK(other.exit_code == 0);
    CHECK(other.hash() != first.hash());
}

TEST_CASE("with the other heading module it gets there too, the same way each time") {
    const Outcome first = drive({"heading_module=gy25"});
    INFO(first.text);
    CHECK(first.exit_code == 0);
    CHECK_THAT(first.text, Catch::Contains("goal reached"));
    REQUIRE(first.hash().size() == 16);
    CHECK(drive({"heading_module=gy25"}).hash() == first.hash());
}

TEST_CASE("with an MPU-6050 instead of a heading module it rests, and then gets there too, the same way each time") {
    const Outcome first = drive({}, "config/imu_sim.yaml");
    INFO(first.text);
    CHECK(first.exit_code == 0);
    CHECK_THAT(first.text, Catch::Contains("goal reached"));
    REQUIRE(first.hash().size() == 16);
    CHECK(drive({}, "config/imu_sim.yaml").hash() == first.hash());
}

TEST_CASE("with its voice it hears what is said on the way, and gets there too, the same way each time") {
    const Outcome first = drive({}, "config/voice_sim.yaml");
    INFO(first.text);
    CHECK(first.exit_code == 0);
    CHECK_THAT(first.text, Catch::Contains("goal reached"));
    REQUIRE(first.hash().size() == 16);
    CHECK(drive({}, "config/voice_sim.yaml").hash() == first.hash());
    CHECK(drive({"scenario="}, "config/voice_sim.yaml").hash() != first.hash());  // nobody speaks
}

TEST_CASE("a goal that cannot be reached makes the run fail") {
    const Outcome outcome = drive({"goal_x_m=3.1", "goal_y_m=-0.2"});  // not where the room has its goal
    INFO(outcome.text);
    CHECK(outcome.exit_code == 1);
    CHECK_THAT(outcome.text, Catch::Contains("from the goal"));
}

TEST_CASE("the reference robot explores the workshop to the end, drivers, wheels and drift included") {
    const Outcome outcome = drive({"seed=1"}, "config/explore_sim.yaml");
    INFO(outcome.text);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.text, Catch::Contains("referee: done"));
}

TEST_CASE("another robot of the same nodes, a four-wheeled rover behind PCA9685, gets there with every seed, the same way each time") {
    const auto drive_rover = [](const char* seed) { return drive({seed}, "config/rover_sim.yaml"); };
    const Outcome first = drive_rover("seed=1");
    for (const Outcome& outcome : {first, drive_rover("seed=2"), drive_rover("seed=3"), drive_rover("seed=4")}) {
        INFO(outcome.text);
        CHECK(outcome.exit_code == 0);
        CHECK_THAT(outcome.text, Catch::Contains("goal reached"));
    }
    REQUIRE(first.hash().size() == 16);
    CHECK(drive_rover("seed=1").hash() == first.hash());
}

TEST_CASE("a rover whose motors' PCA9685 loses its power and then its plug for a second gets there all the same") {
    const Outcome outcome =
        drive({"scenario=5s: pwm_chip_fault=2; 6s: pwm_chip_fault=0; 8s: pwm_chip_fault=1; 9s: pwm_chip_fault=0"}, "config/rover_sim.yaml");
    INFO(outcome.text);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.text, Catch::Contains("goal reached"));
}
