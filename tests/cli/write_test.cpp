// A person writes a slot: which, what, and how often.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/exit_code.hpp"
#include "core/messages/arbiter.hpp"
#include "core/messages/clock_state.hpp"
#include "core/messages/wheels.hpp"
#include "tests/cli/board_process.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

int code(ExitCode exit_code) { return static_cast<int>(exit_code); }

/// What lies on the board when its node has ended.
void leave_node(Blackboard& board) {
    FakeNode sonar{board, "sonar", "range"};
    sonar.publish(NodeStatus{.steps = 7, .state = NodeState::kReady}, Time{std::chrono::seconds{5}});
    sonar.publish(Range{.range_m = 3, .bearing_rad = 1}, Time{std::chrono::seconds{5}});
}

std::optional<cli::Sample<Range>> range_on(Blackboard& board) { return cli::newest<Range>(*board.attach("sonar"), "range"); }

/// A node set that people may write into, up and running.
class HandDrivenSet {
public:
    HandDrivenSet() {
        std::ofstream{file()} << "version: 1\noperator_writes: [remote_command, remote_request]\nnodes:\n  arbiter: {type: arbiter_node, "
                                 "params: {stand_time: 60s}}\n";
        const ProgramOutput up = run_seqboard(scratch, {"up", file(), "--detach"});
        INFO(up.out << up.err);
        REQUIRE(up.exit_code == 0);
    }
    ~HandDrivenSet() {
        run_seqboard(scratch, {"down"});
        std::filesystem::remove(file());
    }
    std::string file() const { return scratch.root() + ".yaml"; }

    template <Message T>
    std::optional<T> newest(const std::string& slot) const {
        const auto segment = Blackboard::open(scratch.place())->attach_trusted("arbiter");
        const auto sample = segment ? cli::newest<T>(*segment, slot) : std::nullopt;
        return sample ? std::optional{sample->value} : std::nullopt;
    }

    ScratchBoard scratch;
};

}  // namespace

TEST_CASE("a slot that a node has left can be written by hand, and what else the node left stays") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    leave_node(*board);
    const auto before = range_on(*board);
    const Time asked = monotonic_now();
    const ProgramOutput output = run_seqboard(scratch, {"write", "range", "range_m=1.5", "beam_width_rad=0.25"});
    INFO(output.err);
    CHECK(output.exit_code == 0);
    CHECK(output.out == "range: 1 sample written\n");
    const auto range = range_on(*board);
    REQUIRE(range);
    CHECK(range->value.range_m == 1.5f);
    CHECK(range->value.beam_width_rad == 0.25f);
    CHECK(range->value.bearing_rad == 0);
    CHECK(range->header.sequence == before->header.sequence + 1);
    CHECK(epoch_of(range->header) == epoch_of(before->header) + 1);
    CHECK(time_from_ns(range->header.stamp_ns) >= asked);
    CHECK(cli::newest<NodeStatus>(*board->attach("sonar"), "sonar.status")->value.steps == 7);
}

TEST_CASE("what people write is stamped with the simulated time while its coordinator lives") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    leave_node(*board);
    const auto stamp = [&] {
        CHECK(run_seqboard(scratch, {"write", "range", "range_m=1"}).exit_code == 0);
        return time_from_ns(range_on(*board)->header.stamp_ns);
    };
    const Time began = monotonic_now();
    {
        StepContext context;
        OutputPort clock{"clock", slot_spec<ClockState>("clock"), context};
        const auto sim = board->create("sim", {clock.spec});
        clock.bind(sim->writer(0), sim->epoch());
        const ClockState state{.now_ns = 12'340'000'000};
        clock.write(&state, sizeof state);
        CHECK(stamp() == Time{std::chrono::milliseconds{12'340}});
    }
    CHECK(stamp() >= began);
}

TEST_CASE("at a rate and for a time, a slot is written so often") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    leave_node(*board);
    const auto before = range_on(*board)->header.sequence;
    CHECK(run_seqboard(scratch, {"write", "range", "range_m=1", "--rate", "200", "--for", "100ms"}).out == "range: 20 samples written\n");
    CHECK(range_on(*board)->header.sequence == before + 20);
    CHECK(run_seqboard(scratch, {"write", "range", "range_m=1", "--for", "300ms"}).out == "range: 3 samples written\n");
}

TEST_CASE("at a rate and for no time, a slot is written until Ctrl-C") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    leave_node(*board);
    const auto before = range_on(*board)->header.sequence;
    const auto written = [&] { return range_on(*board)->header.sequence - before; };
    const ProgramOutput output =
        interrupted_here(scratch, {"write", "range", "range_m=1", "--rate", "100"}, [&](const std::string&) { return written() >= 3; });
    CHECK(output.exit_code == 0);
    CHECK(output.out == "range: " + std::to_string(written()) + " samples written\n");
}

TEST_CASE("write refuses what cannot be written, each with its sentence and exit status") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    leave_node(*board);
    FakeNode live{*board, "front", "range_front"};
    const auto before = range_on(*board)->header.sequence;
    const auto refused = [&](std::vector<std::string> words, ExitCode exit_code, const std::string& sentence) {
        words.insert(words.begin(), "write");
        const ProgramOutput output = run_seqboard(scratch, words);
        INFO(output.err);
        CHECK(output.exit_code == code(exit_code));
        CHECK_THAT(output.err, Catch::Contains(sentence));
        CHECK(output.out.empty());
        CHECK(std::count(output.err.begin(), output.err.end(), '\n') == 1);
    };
    refused({"range_front", "range_m=1"}, ExitCode::kOwned, "is written by node 'front' (process ");
    refused({"rang", "range_m=1"}, ExitCode::kNoInput,
            "no slot 'rang' on board 'test' (a node set names what people write under "
            "operator_writes); did you mean 'range'?");
    refused({"range", "rnge_m=1"}, ExitCode::kNoInput, "slot 'range' (Range) has no field 'rnge_m'; did you mean 'range_m'?");
    refused({"range", "range_m=far"}, ExitCode::kConfig, "range.range_m: 'far' will not do; expected a number");
    refused({"range", "range_m"}, ExitCode::kUsage, "'range_m'; expected FIELD=VALUE");
    refused({"range", "=1"}, ExitCode::kUsage, "'=1'; expected FIELD=VALUE");
    refused({"range"}, ExitCode::kUsage, "values is required");
    refused({"range", "range_m=1", "--for", "2"}, ExitCode::kUsage, "'2' is no time");
    CHECK(range_on(*board)->header.sequence == before);
}

TEST_CASE("what the node set lets people write reaches the node that reads it: it drives, stops and is given back") {
    HandDrivenSet set;
    const auto write = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "write");
        const ProgramOutput output = run_seqboard(set.scratch, words);
        INFO(output.err);
        CHECK(output.exit_code == 0);
    };
    const auto mode_is = [&](ArbiterMode mode, ArbiterReason reason) {
        return eventually([&] {
            const auto state = set.newest<ArbiterState>("arbiter_state");
            return state && state->mode == mode && state->reason == reason;
        });
    };
    write({"remote_command", "speed_m_s=0.2", "--rate", "50", "--for", "1s"});
    CHECK(mode_is(ArbiterMode::kStanding, ArbiterReason::kLost));  // so it had been held
    write({"remote_request", "verb=STOP"});
    CHECK(mode_is(ArbiterMode::kStopped, ArbiterReason::kStopRequested));
    write({"remote_request", "verb=RESUME"});
    CHECK(mode_is(ArbiterMode::kOpen, ArbiterReason::kResumed));
    CHECK(run_seqboard(set.scratch, {"write", "drive_command", "speed_m_s=1"}).exit_code == code(ExitCode::kOwned));
    CHECK(run_seqboard(set.scratch, {"write", "manual_command", "speed_m_s=1"}).exit_code == code(ExitCode::kNoInput));
    CHECK(run_seqboard(set.scratch, {"status"}).exit_code == 0);
    CHECK(run_seqboard(set.scratch, {"down"}).exit_code == 0);
    CHECK(Blackboard::open(set.scratch.place())->nodes().empty());
}

TEST_CASE("two people do not write one slot, and the second is told who has it") {
    HandDrivenSet set;
    const auto board = Blackboard::open(set.scratch.place());
    const auto segment = board->attach("operator.remote_command");
    REQUIRE(segment);
    const auto held = board->create("operator.remote_command", {slot_spec<DriveCommand>("remote_command")});
    const ProgramOutput output = run_seqboard(set.scratch, {"write", "remote_command", "speed_m_s=0.1"});
    CHECK(output.exit_code == code(ExitCode::kOwned));
    CHECK_THAT(output.err, Catch::Contains("is being written by another seqboard (process " + std::to_string(::getpid()) + ")"));
}
