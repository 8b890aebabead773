// Modes by their names, and what each needs.
#include "core/hil/arrangement.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "core/hil/run_request.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::hil;

namespace {

/// What is said about it, and nothing if it will do.
std::string refusal(const Arrangement& arrangement) {
    try {
        complete(arrangement);
        return "";
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kUsage);
        return error.what();
    }
}

}  // namespace

TEST_CASE("every mode is found by its name, and no other") {
    for (const std::string& name : mode_names()) CHECK(name_of(mode_named(name)) == name);
    CHECK_THROWS_WITH(mode_named("sim_arm"), "--mode: there is no mode 'sim_arm'; did you mean 'sim-arm'?");
    CHECK_THROWS_AS(mode_named(""), StartError);
}

TEST_CASE("a mode that lacks what it needs says what, and one that has it is complete") {
    CHECK(refusal({.mode = RunMode::kSim}).empty());
    CHECK(refusal({.mode = RunMode::kDev}).empty());
    CHECK_THAT(refusal({.mode = RunMode::kSimArm}), Catch::Contains("--board-programs"));
    CHECK(refusal({.mode = RunMode::kSimArm, .board_programs = "bin"}).empty());
    CHECK_THAT(refusal({.mode = RunMode::kReplay}), Catch::Contains("--recording"));
    CHECK(refusal({.mode = RunMode::kReplay, .recording = "robot.mcap"}).empty());
    CHECK_THAT(refusal({.mode = RunMode::kHil, .line = "udp:robot:5600"}), Catch::Contains("--on"));
    CHECK_THAT(refusal({.mode = RunMode::kHil, .on = "ssh robot"}), Catch::Contains("--line"));
    CHECK(refusal({.mode = RunMode::kHil, .on = "ssh robot", .line = "udp:robot:5600"}).empty());
}

TEST_CASE("the board listens where this machine calls, and what has no listening end is the board's to say") {
    const auto board_end = [](const std::string& line) {
        return complete({.mode = RunMode::kHil, .on = "sh -c", .line = line}).board_line;
    };
    CHECK(board_end("udp:192.168.1.20:5600") == "udp-listen:0.0.0.0:5600");
    CHECK(board_end("tcp:robot:7") == "tcp-listen:0.0.0.0:7");
    for (const char* line : {"serial:/dev/ttyUSB0:115200", "udp-listen:0.0.0.0:5600", "udp:robot", "nothing"})
        CHECK_THAT(refusal({.mode = RunMode::kHil, .on = "sh -c", .line = line}), Catch::Contains("--board-line"));
    CHECK(complete({.mode = RunMode::kHil, .on = "sh -c", .line = "udp:a:1", .board_line = "udp:b:2"}).board_line == "udp:b:2");
}

TEST_CASE("a run's folder remembers what was asked") {
    const testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const RunRequest asked{.scenario = "/a b/scenario.yaml",
                           .seed = 7,
                           .folder = scratch.root(),
                           .programs = {},
                           .where = {RunMode::kHil, "", "ssh -p 22 robot", "udp:robot:5600", "udp-listen:0.0.0.0:5600"}};
    write_request(asked);
    const RunRequest read = request_of(scratch.root());
    CHECK(read.scenario == asked.scenario);
    CHECK(read.seed == 7);
    CHECK(read.where.mode == RunMode::kHil);
    CHECK(read.where.board_programs.empty());
    CHECK(read.where.on == asked.where.on);
    CHECK(read.where.line == asked.where.line);
    CHECK(read.where.board_line == asked.where.board_line);
    CHECK_THROWS_AS(request_of(scratch.root() + "/none"), StartError);
}
