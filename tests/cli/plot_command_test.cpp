// Curves of a board or a recording on a pipe, and what is refused.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A board on which `sonar` has said three ranges within 20 ms, and `front` nothing.
class PlottedBoard {
public:
    PlottedBoard() {
        const Time begin = monotonic_now() - 30ms;
        for (int i = 0; i < 3; ++i) sonar.publish(Range{.range_m = static_cast<float>(i + 1)}, begin + i * 10ms);
    }
    ProgramOutput plot(std::vector<std::string> words) const {
        words.insert(words.begin(), "plot");
        return command_here(scratch, std::move(words));
    }
    std::string record(const std::string& slots) const {
        const std::string folder = scratch.root() + "/" + slots;
        command_here(scratch, {"record", "-o", folder, "--name", "run", "--duration", "1ms", "--slots", slots});
        return folder + "/run_0000.mcap";
    }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    FakeNode sonar{*board, "sonar", "range"};
    FakeNode front{*board, "front", "ahead"};
};

}  // namespace

TEST_CASE("a plot ends with its time, its span where none is given, or Ctrl-C") {
    const PlottedBoard board;
    const ProgramOutput timed = board.plot({"range.range_m", "--for", "1ms", "--csv", board.scratch.root() + "/a.csv"});
    CHECK(timed.exit_code == 0);
    CHECK_THAT(timed.out, Catch::StartsWith(board.scratch.root() + "/a.csv\n") && Catch::Contains("3 samples of 1 slot, none missed"));
    CHECK_THAT(board.plot({"range.range_m", "--span", "1ms", "--svg", board.scratch.root() + "/a.svg"}).out,
               Catch::StartsWith(board.scratch.root() + "/a.svg\n"));
    const ProgramOutput stopped =
        interrupted_here(board.scratch, {"plot", "range.range_m", "--for", "1h"}, [](const std::string&) { return true; });
    CHECK(stopped.exit_code == 0);
    CHECK_THAT(stopped.out, Catch::Contains("range.range_m 3") && Catch::Contains("3 samples of 1 slot"));
}

TEST_CASE("a part of a recording is wanted of one, and has to have something in it") {
    const PlottedBoard board;
    for (const char* const part : {"--from", "--to"}) {
        const ProgramOutput live = board.plot({"range.range_m", part, "1s"});
        CHECK(live.exit_code == code(ExitCode::kUsage));
        CHECK_THAT(live.err, Catch::Contains("--from and --to go with --file"));
    }
    const std::string file = board.record("range");
    CHECK(board.plot({"-f", file, "range.range_m"}).exit_code == 0);
    const ProgramOutput late = board.plot({"-f", file, "range.range_m", "--from", "1h"});
    CHECK(late.exit_code == code(ExitCode::kUsage));
    CHECK_THAT(late.err, Catch::Contains("nothing of the recording lies between --from and --to"));
    CHECK(board.plot({"-f", file, "range.range_m", "--from", "2s", "--to", "1s"}).exit_code == code(ExitCode::kUsage));
    const ProgramOutput empty = board.plot({"-f", board.record("ahead"), "ahead.range_m"});
    CHECK(empty.exit_code != 0);
}
