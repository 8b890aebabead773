// A run that comes to no verdict: what the launcher did, or did not do, is the reason. The launcher is a script, the nodes are asked what they are.
#include "core/hil/scenario_run.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/hil/scenario_file.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::hil;
using namespace seqboard::testing;

namespace {

const std::string kHead = "version: 1\nclock: {mode: lockstep, driver: sim}\nprofiles: {far: {}, near: {}}\n";
const std::string kNodes = "nodes:\n  sim: {type: sim_node, params: {room: \"" + sources("config/rooms/hall.room") +
                           "\", gpio_socket: /dev/shm/none-gpio, pwm_socket: /dev/shm/none-pwm}}\n";

class Folder {
public:
    /// `script` is what the launcher does; its words are --root ROOT --board hil up FILE ...
    explicit Folder(const std::string& script, const std::string& set = kHead + kNodes, const std::string& use = "") {
        namespace fs = std::filesystem;
        fs::create_directories(root() + "/programs");
        for (const char* const program : {"sim_node", "scenario_node"}) fs::create_symlink(built(program), root() + "/programs/" + program);
        put("programs/seqboard", "#!/bin/sh\n" + script + "\n");
        fs::permissions(root() + "/programs/seqboard", fs::perms::owner_all);
        put("robot.yaml", set);
        put("scenario.yaml", "use: {launch: robot.yaml, limit: 1s" + use + "}\nexpect:\n  - never: \"truth.collided != 0\"\n");
    }

    RunResult run(bool is_stopped = false, const Arrangement& where = {}) const {
        Findings findings;
        Scenario scenario = read_scenario(root(), findings);
        findings.throw_errors();
        scenario.wall_limit = wall_limit;
        const RunRequest request{.scenario = root(), .folder = root() + "/run", .programs = root() + "/programs", .where = where};
        return run_scenario(scenario, request, [&] { return is_stopped; });
    }

    /// Why it was invalid.
    std::string reason(bool is_stopped = false) const {
        const RunResult result = run(is_stopped);
        CHECK(result.verdict.outcome == Outcome::kInvalid);
        return result.verdict.reason;
    }

    std::string text(const std::string& path) const {
        std::ifstream file{root() + "/" + path};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    const std::string& root() const { return scratch_.root(); }

    Duration wall_limit = std::chrono::minutes{1};

private:
    void put(const std::string& path, const std::string& text) const { std::ofstream{root() + "/" + path} << text; }

    ScratchBoard scratch_;
};

}  // namespace

TEST_CASE("a launcher that ends without a verdict makes the run invalid, with its last words") {
    CHECK(Folder{"echo first; echo 'no such room'; echo; exit 78"}.reason() == "no verdict: no such room");
    CHECK(Folder{"exit 0"}.reason() == "no verdict: ");
}

TEST_CASE("a run that is stopped by hand or takes too long in real time is ended and invalid") {
    const bool by_hand = GENERATE(true, false);
    Folder folder{"echo begun; exec sleep 600"};
    if (!by_hand) folder.wall_limit = std::chrono::milliseconds{20};
    CHECK(folder.reason(by_hand) == (by_hand ? "stopped by hand" : "not over within 20 ms of real time"));
}

TEST_CASE("what a run leaves on its board is named and removed, and its logs are kept") {
    const Folder folder{"mkdir -p $2/hil/log; echo said > $2/hil/log/sim.log; echo kept > $2/hil/sim.seg; echo $2 > ${0%/*}/root"};
    const std::string reason = folder.reason(), board = folder.text("programs/root");
    CHECK(reason == "left behind: " + board.substr(0, board.size() - 1) + "/hil/sim.seg");
    CHECK(folder.text("run/log/sim.log") == "said\n");
    CHECK_FALSE(std::filesystem::exists(board.substr(0, board.size() - 1)));
}

TEST_CASE("the launcher gets the scenario's profiles and values, and a seed where the set draws noise") {
    const std::string words = "echo \"$@\" > ${0%/*}/words; exit 70";
    const Folder plain{words};
    plain.run();
    CHECK_THAT(plain.text("programs/words"), Catch::StartsWith("--root /dev/shm/seqboard-hil-") &&
                                                 Catch::EndsWith(" --board hil up " + plain.root() + "/run/node_set.yaml\n"));
    const Folder seeded{words, kHead + "vars: {seed: 7, size: 2}\n" + kNodes, ", profile: far, sets: {size: 3}"};
    seeded.run();
    CHECK_THAT(seeded.text("programs/words"), Catch::EndsWith("node_set.yaml --profile far --set size=3 --set seed=1\n"));
    const Folder other{words, kHead + "vars: {size: 2}\n" + kNodes};
    other.run();
    CHECK_THAT(other.text("programs/words"), Catch::EndsWith("node_set.yaml\n"));
}

TEST_CASE("a set that has no node for a board is not run in two") {
    const Arrangement where{.mode = RunMode::kHil, .on = "sh -c", .line = "udp:localhost:5600", .board_line = "udp::5600"};
    const auto refusal = [&](const std::string& set) { return start_error([&] { Folder{"exit 0", set}.run(false, where); }); };
    CHECK(refusal(kHead + kNodes).first == ExitCode::kConfig);
    CHECK_THAT(refusal(kHead + kNodes).second, Catch::Contains("has no node for a board: all come after 'sim'"));
}

TEST_CASE("a folder that cannot be written is said before anything is started") {
    const ScratchBoard scratch;
    const auto [code, sentence] =
        start_error([&] { write_request({.scenario = "s", .folder = scratch.root() + "/none", .programs = ""}); });
    CHECK(code == ExitCode::kNoSpace);
    CHECK_THAT(sentence, Catch::Contains("run.txt' cannot be written"));
}
