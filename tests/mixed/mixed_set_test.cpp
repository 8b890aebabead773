// A native supervisor, plant and referee, and a robot of emulated nodes: what runs here before there is a board.
#include <catch2/catch.hpp>

#include <filesystem>

#include "core/launch/describe_runner.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

TEST_CASE("emulated nodes drive the robot through a native plant, under a native supervisor") {
    const ScratchBoard scratch;
    const std::string board_programs = std::filesystem::path{built("seqboard")}.parent_path().string();
    const ProgramOutput output =
        run_programs({{built_natively("seqboard"), "--root", scratch.root(), "up", sources("config/robot_sim.yaml"), "--profile", "fast",
                       "--board-programs", board_programs, "--set", "picture=" + scratch.root() + "/picture.html"}},
                     std::chrono::seconds{100})
            .front();
    INFO(output.out << output.err);
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out + output.err, Catch::Contains("goal reached"));
}
