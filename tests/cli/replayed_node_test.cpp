// A node that is run again on a recording's inputs: what is told of one that does not get ready, or ends.
#include "core/cli/replayed_node.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/cli/lockstep_replay.hpp"
#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/scratch/places.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A set in lock-step with one node of this build that could be run again, and a recording of another board.
class ReplayedBoard {
public:
    ReplayedBoard() { write("clock: {mode: lockstep, driver: sim, step: 10ms}\n"); }
    ~ReplayedBoard() { std::filesystem::remove(set()); }

    void write(const std::string& head) const {
        std::ofstream{set()} << "version: 1\n"
                             << head
                             << "nodes:\n  probe: {type: probe_node, inputs: {front: range}}\n  sim: {type: sim_node, params: {room: "
                             << sources("config/rooms/workshop.room")
                             << ", gpio_socket: \"${dir}/gpio.sock\", pwm_socket: \"${dir}/pwm.sock\"}}\n";
    }
    std::string record() const {
        command_here(scratch, {"record", "-o", scratch.root() + "/recordings", "--name", "run", "--duration", "1ms"});
        return scratch.root() + "/recordings/run_0000.mcap";
    }
    ProgramOutput check(const std::string& recording, const std::string& node) const {
        return command_here(scratch, {"replay", "check", recording, set(), "--node", node});
    }
    std::string set() const { return scratch.root() + ".yaml"; }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
};

}  // namespace

TEST_CASE("a node that ends before it is ready is told with its exit code") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    const auto sim = board->create("sim", {slot_spec<ClockTurn>("clock.arm")});
    RingWriter turns = sim->writer(0);
    ReplayedNode arm{"arm", {"/bin/false"}, board, turns};
    try {
        arm.await_ready();
        FAIL("it got ready");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kFailed);
        CHECK(std::string{error.what()} == "node 'arm' has ended with exit code 1 before it was ready");
    }
}

TEST_CASE("only a sound set in lock-step can be run again") {
    const ReplayedBoard board;
    FakeNode sonar{*board.board, "sonar", "range"};
    sonar.publish(Range{.range_m = 1}, monotonic_now());
    const std::string recording = board.record();
    board.write("");
    const ProgramOutput real = board.check(recording, "probe");
    CHECK(real.exit_code == code(ExitCode::kConfig));
    CHECK_THAT(real.err, Catch::Contains("is no set in lock-step: its runs cannot be compared"));
    board.write("clock: {mode: lockstep, driver: nobody, step: 10ms}\n");
    const ProgramOutput faulty = board.check(recording, "probe");
    CHECK(faulty.exit_code == code(ExitCode::kConfig));
    CHECK_THAT(faulty.err, Catch::Contains("nobody") && Catch::Contains("has faults; nothing was replayed"));
}

TEST_CASE("a node that the set or the recording does not have cannot be run again") {
    const ReplayedBoard board;
    FakeNode sonar{*board.board, "sonar", "range"};
    sonar.publish(Range{.range_m = 1}, monotonic_now());
    const std::string recording = board.record();
    const ProgramOutput none = board.check(recording, "arm");
    CHECK(none.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(none.err, Catch::Contains("'arm' is no node of "));
    const ProgramOutput real = board.check(recording, "probe");
    CHECK(real.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(real.err, Catch::Contains("the recording has no slot clock.probe: it was not made in lock-step"));
}

TEST_CASE("a recording without its clock is run by the turns that the node had then") {
    const ReplayedBoard board;
    StepContext context;
    OutputPort turn{"turn", slot_spec<ClockTurn>("clock.probe"), context};
    const auto sim = board.board->create("sim", {turn.spec});
    turn.bind(sim->writer(0), 1);
    for (const std::uint32_t tick : {1u, 2u}) {
        context.begin(time_from_ns(tick * 10'000'000ull));
        const ClockTurn value{.now_ns = tick * 10'000'000ull, .tick = tick, .epoch = 1};
        turn.write(&value, sizeof value);
    }
    const ProgramOutput output = board.check(board.record(), "probe");
    INFO(output.err);
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(output.out, Catch::Contains("2 turns\n") && Catch::Contains("first difference: tick 1 (0.01 s), slot "));
}
