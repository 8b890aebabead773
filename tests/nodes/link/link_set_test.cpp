// A robot in two node sets, joined by a link: over every kind of line, and over bad ones, it does what it does on one machine, to the bit.
#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "core/exit_code.hpp"
#include "core/launch/describe_runner.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr Duration kLimit = std::chrono::seconds{100};

struct Outcome {
    int exit_code = -1;
    std::string text;
    std::map<std::string, std::string> slots;  ///< "903 samples, 07525859f94628c1"
};

ProgramOutput seqboard_program(const std::string& root, std::vector<std::string> words) {
    words.insert(words.begin(), {built("seqboard"), "--root", root});
    return run_programs({words}, kLimit).front();
}

/// What the referee told about each slot.
std::map<std::string, std::string> slots_in(const std::string& text) {
    std::map<std::string, std::string> slots;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t colon = line.rfind(": ", line.find(" samples, "));
        if (line.find(" samples, ") == std::string::npos || colon == std::string::npos) continue;
        const std::size_t name = line.find_last_of(" ", colon - 1);
        slots[line.substr(name + 1, colon - name - 1)] = line.substr(colon + 2);
    }
    return slots;
}

Outcome outcome_of(const ProgramOutput& output, const std::string& root, const std::string& board) {
    Outcome outcome{output.exit_code, output.out + output.err, {}};
    std::ostringstream log;
    log << std::ifstream{root + "/" + board + "/log/referee.log"}.rdbuf();
    outcome.text += log.str();
    outcome.slots = slots_in(log.str());
    return outcome;
}

/// A node set of the project whose referee tells what each slot said.
std::string telling(const std::string& root, const std::string& file, const std::string& more = "", const std::string& referee = "") {
    const std::string path = root + "/telling.yaml";
    std::filesystem::create_directories(root);
    std::ofstream{path} << "version: 1\ninclude: [" << sources("config/" + file) << "]\nnodes: {referee: {params: {tell_slots: true"
                        << referee << "}}" << more << "}\n";
    return path;
}

Outcome in_one(const std::string& seed) {
    const ScratchBoard scratch;
    const std::string file = telling(scratch.root(), "robot_sim.yaml");
    return outcome_of(seqboard_program(scratch.root(), {"up", file, "--profile", "fast", "--set", "seed=" + seed, "--set",
                                                        "picture=" + scratch.root() + "/p.html"}),
                      scratch.root(), "robot");
}

/// The board's node set in the background for as long as it lives.
struct Board {
    Board(const std::string& root, const std::string& line, std::vector<std::string> more = {}) : root_{root} {
        std::vector<std::string> words = {"up", sources("config/hil_board.yaml"), "--detach", "--set", "line=" + line};
        words.insert(words.end(), more.begin(), more.end());
        const ProgramOutput output = seqboard_program(root_, words);
        INFO(output.out << output.err);
        REQUIRE(output.exit_code == 0);
    }
    ~Board() { seqboard_program(root_, {"--board", "robot_hil", "down"}); }
    std::string root_;
};

Outcome plant(const std::string& root, const std::string& line, std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"up",    telling(root, "hil_plant.yaml"), "--set", "line=" + line,
                                      "--set", "picture=" + root + "/p.html"};
    words.insert(words.end(), more.begin(), more.end());
    return outcome_of(seqboard_program(root, words), root, "plant");
}

std::string port() { return "127.0.0.1:" + std::to_string(20'000 + ::getpid() % 20'000); }

void check_same(const Outcome& one, const Outcome& linked) {
    INFO(linked.text);
    CHECK(linked.exit_code == 0);
    CHECK_THAT(linked.text, Catch::Contains("goal reached"));
    int compared = 0;
    for (const auto& [slot, samples] : linked.slots) {
        INFO(slot);
        if (!one.slots.contains(slot)) continue;
        CHECK(samples == one.slots.at(slot));
        ++compared;
    }
    CHECK(compared >= 14);
}

}  // namespace

TEST_CASE("over UDP, TCP and a pseudo terminal the robot drives as on one machine, to the bit") {
    const Outcome one = in_one("1");
    INFO(one.text);
    REQUIRE(one.exit_code == 0);
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string tty = scratch.root() + "/line.tty";
    for (const auto& [board_line, plant_line] :
         {std::pair{"udp-listen:" + port(), "udp:" + port()}, std::pair{"tcp:" + port(), "tcp-listen:" + port()},
          std::pair{"pty:" + tty, "serial:" + tty + ":115200"}}) {
        INFO(plant_line);
        const Board board{scratch.root(), board_line};
        check_same(one, plant(scratch.root(), plant_line));
    }
}

TEST_CASE("over a line that loses, delays, doubles, reorders and damages a tenth of the frames it drives the same way") {
    const Outcome one = in_one("2");
    const ScratchBoard scratch;
    for (const char* ratio : {"0.01", "0.1"}) {
        INFO(ratio);
        const Board board{scratch.root(), "udp-listen:" + port()};
        check_same(one, plant(scratch.root(), "udp:" + port(), {"--set", "seed=2", "--set", std::string{"line_fault_ratio="} + ratio}));
    }
}

TEST_CASE("without a board the plant ends after a while, and says what it looked for") {
    const ScratchBoard scratch;
    const std::string file = telling(scratch.root(), "hil_plant.yaml", ", link: {params: {await_board: 300ms}}");
    const ProgramOutput output = seqboard_program(scratch.root(), {"up", file, "--set", "line=udp:" + port()});
    INFO(output.out << output.err);
    CHECK(output.exit_code == static_cast<int>(ExitCode::kUnavailable));
    CHECK_THAT(output.out + output.err, Catch::Contains("no board answers at udp:" + port() + " within 300 ms"));
}

TEST_CASE("a plant that need not wait runs by itself until there is a board") {
    const ScratchBoard scratch;
    const std::string file = telling(scratch.root(), "hil_plant.yaml", ", link: {params: {freewheel: true}}", ", time_limit: 2s");
    const Outcome outcome = outcome_of(
        seqboard_program(scratch.root(), {"up", file, "--set", "line=udp:" + port(), "--set", "picture=" + scratch.root() + "/p.html"}),
        scratch.root(), "plant");
    INFO(outcome.text);
    CHECK(outcome.exit_code == static_cast<int>(ExitCode::kFailed));  // the robot's failure: nobody drove it
    CHECK_THAT(outcome.text, Catch::Contains("2.0 s simulated"));
    REQUIRE(outcome.slots.contains("drive_command"));
    CHECK_THAT(outcome.slots.at("drive_command"), Catch::StartsWith("0 samples"));
}

TEST_CASE("a board in real time and a plant in lock-step are not linked") {
    const ScratchBoard scratch;
    const Board board{scratch.root(), "udp-listen:" + port(), {"--profile", "realtime"}};
    const Outcome outcome = plant(scratch.root(), "udp:" + port());
    INFO(outcome.text);
    CHECK(outcome.exit_code == static_cast<int>(ExitCode::kConfig));
    CHECK_THAT(outcome.text, Catch::Contains("the plant runs in lock-step, the board in real time"));
}

TEST_CASE("a board that leaves in the middle makes the run invalid, which is no failure of the robot") {
    const ScratchBoard scratch;
    const Board board{scratch.root(), "udp-listen:" + port()};
    const std::string seqboard = built("seqboard") + " --root " + scratch.root();
    const std::string file = telling(scratch.root(), "hil_plant.yaml");
    std::ofstream{file, std::ios::app} << "clock: {speed_ratio: 1}\n";  // as fast as it can it may be over before
    const auto outputs = run_programs(
        {{built("seqboard"), "--root", scratch.root(), "up", file, "--set", "line=udp:" + port()},
         {"/bin/sh", "-c", "until " + seqboard + " --board plant echo pose --once; do :; done; " + seqboard + " --board robot_hil down"}},
        kLimit);
    INFO(outputs[0].out << outputs[0].err << outputs[1].out << outputs[1].err);
    CHECK(outputs[0].exit_code == static_cast<int>(ExitCode::kUnavailable));
    CHECK_THAT(outputs[0].out, Catch::Contains("INVALID: this run says nothing about the robot") && Catch::Contains("the board has ended"));
}
