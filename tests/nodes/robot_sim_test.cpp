// The main job: the reference robot's node set, launched as a user does, drives to its goal.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "core/launch/describe_runner.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/slow_build.hpp"

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

/// Slow builds look at one robot's second run, not at every robot's.
void check_same_again(const Outcome& first, const std::vector<std::string>& options,
                      const std::string& node_set = "config/robot_sim.yaml") {
    REQUIRE(first.hash().size() == 16);
    if (!kSlowBuild) CHECK(drive(options, node_set).hash() == first.hash());
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

TEST_CASE("with the other heading module it gets there too, the same way each time", "[long]") {
    const Outcome first = drive({"heading_module=gy25"});
    INFO(first.text);
    CHECK(first.exit_code == 0);
    CHECK_THAT(first.text, Catch::Contains("goal reached"));
    check_same_again(first, {"heading_module=gy25"});
}

TEST_CASE("with an MPU-6050 instead of a heading module it rests, and then gets there too, the same way each time", "[long]") {
    const Outcome first = drive({}, "config/imu_sim.yaml");
    INFO(first.text);
    CHECK(first.exit_code == 0);
    CHECK_THAT(first.text, Catch::Contains("goal reached"));
    check_same_again(first, {}, "config/imu_sim.yaml");
}

TEST_CASE("a goal that cannot be reached makes the run fail", "[long]") {
    const Outcome outcome = drive({"goal_x_m=3.1", "goal_y_m=-0.2"});  // not where the room has its goal
    INFO(outcome.text);
    CHECK(outcome.exit_code == 1);
    CHECK_THAT(outcome.text, Catch::Contains("from the goal"));
}

TEST_CASE("the reference robot explores the workshop to the end, drivers, wheels and drift included", "[long]") {
    const Outcome outcome = drive({"seed=1"}, "config/explore_sim.yaml");
    INFO(outcome.text);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.text, Catch::Contains("referee: done"));
}

TEST_CASE("a person at a keyboard sends the running robot exploring, and then to a place, and it goes", "[long]") {
    const ScratchBoard scratch;
    const auto seqboard = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {built("seqboard"), "--root", scratch.root()});
        const ProgramOutput output = run_programs({words}, std::chrono::seconds{20}).front();
        INFO(output.out << output.err);
        CHECK(output.exit_code == 0);
        return output.out;
    };
    const auto watch = [&](int samples) {
        return seqboard({"echo", "behaviour_state", "--json", "--rate", "4", "--count", std::to_string(samples), "--timeout", "10s"});
    };
    const auto comes_to = [&](const std::string& kind, const std::string& phase) {
        constexpr std::uint64_t kLongest_ns = 60'000'000'000;  // of simulated time: a busy machine simulates slowly
        for (std::uint64_t stamp_ns = 0; stamp_ns < kLongest_ns;) {
            const std::string seen = watch(2);
            if (seen.find("\"" + kind + "\", \"phase\": \"" + phase) != std::string::npos) return true;
            const std::size_t at = seen.find("stamp_ns\": ");
            if (at == std::string::npos) return false;
            stamp_ns = std::stoull(seen.substr(at + 11));
        }
        return false;
    };
    seqboard({"up", sources("config/robot_sim.yaml"), "--set", "picture=" + scratch.directory() + "/picture.html", "--detach"});
    seqboard({"write", "behaviour_request", "kind=EXPLORE"});
    CHECK(comes_to("EXPLORE", "UNDERWAY"));
    seqboard({"write", "behaviour_request", "kind=go_to", "x_m=0.4", "y_m=-0.3"});
    CHECK(comes_to("GO_TO", "ARRIVED"));
    CHECK_THAT(watch(6), Catch::Contains("ARRIVED"));  // the run goes on: it was a person who sent the robot elsewhere
    seqboard({"down"});
}

TEST_CASE("another robot of the same nodes, a four-wheeled rover behind PCA9685, gets there with every seed, the same way each time",
          "[long]") {
    const std::string seed = "seed=" + std::to_string(GENERATE(range(1, kSlowBuild ? 2 : 5)));
    const Outcome outcome = drive({seed}, "config/rover_sim.yaml");
    INFO(seed << ": " << outcome.text);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.text, Catch::Contains("goal reached"));
    check_same_again(outcome, {seed}, "config/rover_sim.yaml");
}
