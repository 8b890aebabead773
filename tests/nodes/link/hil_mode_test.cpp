// A scenario whose robot runs elsewhere: here on another blackboard of this machine.
#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/launch/describe_runner.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// A scenario of a test's own, and the board that it may use.
class Trial {
public:
    explicit Trial(const std::string& steps, const std::string& expect = "  - never: \"truth.collided != 0\"\n") {
        std::filesystem::create_directories(folder());
        std::ofstream{folder() + "/scenario.yaml"} << "use: {launch: " << sources("config/patrol_sim.yaml") << ", limit: 4s}\nsteps:\n"
                                                   << steps << "expect:\n"
                                                   << expect;
    }
    int run(std::vector<std::string> options) {
        std::vector<std::string> words = {built("seqboard"), "hil", "run", folder(), "--out", scratch_.root() + "/runs"};
        words.insert(words.end(), options.begin(), options.end());
        return start(words);
    }
    int run_linked(std::vector<std::string> options = {}) {
        const std::string bin = std::filesystem::path{built("seqboard")}.parent_path().string();
        const std::string port = "127.0.0.1:" + std::to_string(20'000 + ::getpid() % 20'000);
        options.insert(options.end(),
                       {"--mode", "hil", "--on", "env PATH=" + bin + ":/usr/bin:/bin SEQBOARD_ROOT=" + board_root() + " sh -c", "--line",
                        "udp:" + port, "--board-line", "udp-listen:" + port});
        return run(options);
    }
    int compare_common() {
        return start({built("seqboard"), "hil", "compare", "--common", run_folder("seed-1"), run_folder("hil-seed-1")});
    }
    std::string run_folder(const std::string& name) const { return scratch_.root() + "/runs/try/" + name; }
    std::string board_root() const { return scratch_.root() + "/board"; }
    std::string text;

private:
    std::string folder() const { return scratch_.root() + "/try"; }
    int start(const std::vector<std::string>& words) {
        const ProgramOutput output = run_programs({words}, std::chrono::seconds{100}).front();
        text = output.out + output.err;
        return output.exit_code;
    }
    ScratchBoard scratch_;
};

constexpr const char* kFaultOfADevice = "  - {at: 1s, do: fault, target: plant.sonar, kind: unplugged, for: 1s}\n";
constexpr const char* kRequestOfAPerson = "  - {at: 2s, do: write, slot: behaviour_request, kind: STOP, count: 1}\n";
constexpr const char* kSeen =
    "  - within: {after: fault, time: 500ms, cond: \"range.range_m != range.range_m or range.age > 300ms\"}\n"
    "  - within: {after: write, time: 300ms, cond: \"behaviour_state.kind == STOP and behaviour.ready\"}\n";

}  // namespace

TEST_CASE("in mode hil a scenario passes as in mode sim, with the same samples, to the bit, and leaves nothing on the board") {
    Trial trial{std::string{kFaultOfADevice} + kRequestOfAPerson, kSeen};
    const int in_sim = trial.run({});
    INFO(trial.text);
    REQUIRE(in_sim == 0);
    const int linked = trial.run_linked();
    INFO(trial.text);
    CHECK(linked == 0);
    CHECK_THAT(trial.text, Catch::Contains("PASS try") && Catch::Contains(" hil "));
    CHECK(trial.compare_common() == 0);
    for (const char* slot : {"truth", "range", "drive_command", "pose", "behaviour_state"}) {
        INFO(slot);
        CHECK(std::filesystem::file_size(trial.run_folder("hil-seed-1/slots/") + slot + ".csv") > 1000);
    }
    CHECK(std::filesystem::is_empty(trial.board_root()));
    CHECK(std::filesystem::file_size(trial.run_folder("hil-seed-1/board.log")) > 0);
}

TEST_CASE("in mode hil it fails without its steps") {
    Trial trial{std::string{kFaultOfADevice} + kRequestOfAPerson, kSeen};
    CHECK(trial.run_linked({"--idle"}) == 1);
    CHECK_THAT(trial.text, Catch::Contains("FAIL try"));
}

TEST_CASE("what no link carries is refused in mode hil before anything starts: signals, parameters and faults on the board") {
    Trial trial{
        "  - {at: 1s, do: node.kill, node: planner}\n"
        "  - {at: 1s, do: set, param: follower.cruise_speed_m_s, value: 0.1}\n"
        "  - {at: 1s, do: fault, target: pose.x_m, kind: bias, magnitude: 1}\n"};
    CHECK(trial.run_linked() == 78);
    for (const char* sentence : {"scenario.yaml:3:35: node.kill: in mode hil 'planner' runs on the board",
                                 "set: in mode hil 'follower' runs on", "fault: in mode hil 'pose' is written and read on the board"})
        CHECK_THAT(trial.text, Catch::Contains(sentence));
    CHECK_FALSE(std::filesystem::exists(trial.board_root()));
    CHECK_FALSE(std::filesystem::exists(trial.run_folder("hil-seed-1/up.log")));
}

TEST_CASE("a mode that there is not, or that lacks something, is told in one sentence, with exit status 64") {
    Trial trial{kFaultOfADevice};
    CHECK(trial.run({"--mode", "dry"}) == 64);
    CHECK_THAT(trial.text, Catch::Contains("there is no mode 'dry'"));
    CHECK(trial.run({"--mode", "sim-arm"}) == 64);
    CHECK(trial.run({"--mode", "hil"}) == 64);
    CHECK_FALSE(std::filesystem::exists(trial.run_folder("")));
}

TEST_CASE("a board that cannot be reached makes the run invalid, with what was said about it") {
    Trial trial{kFaultOfADevice};
    CHECK(trial.run({"--mode", "hil", "--on", "no_such_program root@robot", "--line", "udp:127.0.0.1:9"}) == 69);
    CHECK_THAT(trial.text, Catch::Contains("INVALID try") && Catch::Contains("no_such_program"));
}

TEST_CASE("in mode dev every node has its own timer, and the run takes as long as it says") {
    Trial trial{kFaultOfADevice, "  - within: {after: fault, time: 2500ms, cond: \"range.range_m != range.range_m or range.age > 300ms\"}\n"};
    const int exit_code = trial.run({"--mode", "dev"});
    INFO(trial.text);
    CHECK(exit_code == 0);
    CHECK_THAT(trial.text, Catch::Contains("1x real time"));
}
