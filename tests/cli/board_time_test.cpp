// The one clock of a picture: which of a board's two it is, and where it stands while the simulator comes and goes.
#include "core/cli/board_time.hpp"

#include <catch2/catch.hpp>

#include "tests/cli/fake_node.hpp"
#include "tests/cli/fake_simulator.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// A board whose nodes the test plays, seen from another process.
struct WatchedBoard {
    const BoardSurvey& look() {
        survey.look();
        return survey;
    }
    BoardTime time(const std::vector<std::string>& slots) { return {elsewhere, look(), slots}; }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    std::shared_ptr<Blackboard> elsewhere = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    BoardSurvey survey{elsewhere};
};

}  // namespace

TEST_CASE("without a simulation every slot is stamped with real time, also one that nobody writes yet") {
    WatchedBoard board;
    const FakeNode sonar{*board.board, "sonar", "range"};
    BoardTime time = board.time({"range", "later"});
    CHECK(time.stamps(board.survey, "range"));
    CHECK(time.stamps(board.survey, "later"));
    const Time before = monotonic_now();
    CHECK(time.now() >= before);
    CHECK(board.time({}).now() >= before);
}

TEST_CASE("the time of simulated slots stands where the simulator has it, and still when that one has ended") {
    WatchedBoard board;
    std::optional<FakeSimulator> sim{std::in_place, *board.board, "sim", "range"};
    sim->tell_clock(Time{3s});
    BoardTime time = board.time({"range", "nobodys"});
    CHECK(time.stamps(board.survey, "range"));
    CHECK_FALSE(time.stamps(board.survey, "sim.status"));
    CHECK(time.now() == Time{3s});
    CHECK(time.now() == Time{3s});  // nothing new
    sim->tell_clock(Time{4s});
    CHECK(time.now() == Time{4s});
    sim.reset();
    board.board->backend().remove("sim");
    CHECK(time.now() == Time{4s});
    sim.emplace(*board.board, "sim", "range");
    sim->tell_clock(Time{1s});
    CHECK(time.now() == Time{1s});
}

TEST_CASE("a simulator that is gone before anybody has asked it leaves the time at its beginning") {
    WatchedBoard board;
    std::optional<FakeSimulator> sim{std::in_place, *board.board, "sim", "range"};
    sim->tell_clock(Time{3s});
    BoardTime time = board.time({"range"});
    sim.reset();
    board.board->backend().remove("sim");
    CHECK(time.now() == Time{});
}

TEST_CASE("a slot of another message in the clock's place does not move the time") {
    WatchedBoard board;
    std::optional<FakeSimulator> sim{std::in_place, *board.board, "sim", "range"};
    sim->tell_clock(Time{3s});
    BoardTime time = board.time({"range"});
    sim.reset();
    FakeNode other{*board.board, "sim", "clock"};
    other.publish(Range{.range_m = 1}, Time{9s});
    CHECK(time.now() == Time{});
    board.board->backend().remove("sim");
    CHECK(time.now() == Time{});
}

TEST_CASE("what one picture cannot show is named: a slot in real time beside one in simulated time") {
    WatchedBoard board;
    FakeSimulator sim{*board.board, "sim", "range"};
    sim.tell_clock(Time{3s});
    const FakeNode sonar{*board.board, "sonar", "echo"};
    const auto [code, sentence] = start_error([&] { board.time({"range", "echo"}); });
    CHECK(code == ExitCode::kUsage);
    CHECK(sentence == "slot 'echo' is stamped in real time and 'range' in simulated time; look at them one after the other");
    CHECK(start_error([&] { board.time({"echo", "sim.status"}); }).first == ExitCode::kOk);
}
