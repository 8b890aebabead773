// Many trials and their sum: repetitions that somebody ends, runs in folders of their own, programs of a board that is not there.
#include <algorithm>
#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/described_program.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A scenario of a robot that is not there; one that is to be skipped.
class ManyTrials : public DescribedPrograms {
public:
    ManyTrials() {
        for (const char* const name : {"alone", "later"}) {
            std::filesystem::create_directories(folder() + "/" + name);
            put(name + std::string{"/scenario.yaml"}, "use: {launch: nothing.yaml}\nexpect:\n  - never: \"truth.collided != 0\"\n");
        }
        put("later/skip", "the arm is not built yet\n");
    }
    ProgramOutput run(std::vector<std::string> words) const {
        words.insert(words.begin(), "hil");
        return command_here(scratch, std::move(words));
    }
    std::string alone() const { return folder() + "/alone"; }
    std::string later() const { return folder() + "/later"; }
};

}  // namespace

TEST_CASE("repetitions end when somebody ends them, and those that were done are summed up") {
    const ManyTrials trials;
    const ProgramOutput output = interrupted_here(trials.scratch, {"hil", "run", trials.later(), "--repeat", "100000"},
                                                  [](const std::string& out) { return !out.empty(); });
    CHECK(output.exit_code == 0);
    const auto runs = std::count(output.out.begin(), output.out.end(), '\n') / 2 - 1;  // a line and its story for each
    CHECK(runs < 100000);
    CHECK_THAT(output.out,
               Catch::Contains("\n" + std::to_string(runs) + " runs: 0 passed, 0 failed, 0 invalid, " + std::to_string(runs) + " skipped"));
}

TEST_CASE("a run that is run again has a folder beside the first, whatever mode it was in") {
    const ManyTrials trials;
    std::filesystem::create_directories(trials.folder() + "/run");
    for (const std::string mode : {"sim", "replay"}) {
        trials.put("run/run.txt", "scenario\t" + trials.alone() + "\nseed\t7\nmode\t" + mode + "\nrecording\tnone.mcap\n");
        const ProgramOutput output = trials.run({"rerun", trials.folder() + "/run"});
        CHECK(output.exit_code == code(ExitCode::kConfig));
        CHECK_THAT(output.out, Catch::Contains("INVALID alone") && Catch::Contains("nothing.yaml"));
    }
    CHECK(std::filesystem::exists(trials.folder() + "/run-again/run.txt"));  // a replay begins with it
    CHECK(
        trials.run({"run", trials.alone(), "--mode", "replay", "--recording", "none.mcap", "--out", trials.folder() + "/out"}).exit_code ==
        code(ExitCode::kConfig));
    CHECK(std::filesystem::exists(trials.folder() + "/out/alone/replay-seed-1/run.txt"));
}

TEST_CASE("the board's programs are for the mode that runs them, and a recording for the one that replays it") {
    const ManyTrials trials;
    const ProgramOutput output = trials.run({"run", trials.alone(), "--mode", "sim-arm", "--mode", "sim", "--board-programs",
                                             "no/such/../folder", "--out", trials.folder() + "/out"});
    CHECK(output.exit_code == code(ExitCode::kConfig));
    CHECK_THAT(output.out, Catch::Contains("sim-arm seed 1") && Catch::Contains("2 runs: 0 passed, 0 failed, 2 invalid"));
    CHECK(trials.run({"run", trials.later(), "--mode", "replay", "--recording", "none.mcap"}).exit_code == 0);
    CHECK(trials.run({"run", trials.later(), "--mode", "replay", "--recording", "none.mcap", "--idle"}).exit_code ==
          code(ExitCode::kUsage));
}
