// A native supervisor, plant and referee, and a robot of emulated nodes: what runs here before there is a board.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "core/launch/describe_runner.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// The project's node sets, with the robot's own nodes out of this build. Types are looked for beside the supervisor.
std::string node_set_in(const std::string& folder) {
    std::filesystem::copy(sources("config"), folder, std::filesystem::copy_options::recursive);
    const std::string robot = folder + "/parts/robot.yaml";
    std::ostringstream text;
    text << std::ifstream{robot}.rdbuf();
    std::ofstream{robot} << std::regex_replace(text.str(), std::regex{"type: (\\w+_node)"}, "exec: " + built("$1"));
    return folder + "/robot_sim.yaml";
}

}  // namespace

TEST_CASE("emulated nodes drive the robot through a native plant, under a native supervisor") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string file = node_set_in(scratch.root() + "/config");
    const ProgramOutput output = run_programs({{built_natively("seqboard"), "--root", scratch.root(), "up", file, "--profile", "fast",
                                                "--set", "picture=" + scratch.root() + "/picture.html"}},
                                              std::chrono::seconds{100})
                                     .front();
    INFO(output.out << output.err);
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out + output.err, Catch::Contains("goal reached"));
}
