// A person keeps what has just happened: what the flight recorder answers, and what is said when it does not.
#include <catch2/catch.hpp>
#include <thread>

#include "core/exit_code.hpp"
#include "core/messages/operator_request.hpp"
#include "core/messages/recording.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/scratch/eventually.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A flight recorder that only exists as a slot.
class FakeRecorder {
public:
    explicit FakeRecorder(Blackboard& board) : port_{"flight", slot_spec<FlightState>("flight"), context_} {
        segment_ = board.create("recorder", {slot_spec<NodeStatus>("recorder.status"), port_.spec});
        port_.bind(segment_->writer(1), segment_->epoch());
    }
    void say(const FlightState& state) {
        context_.begin(monotonic_now());
        port_.write(&state, sizeof state);
    }

private:
    StepContext context_;
    OutputPort port_;
    std::shared_ptr<OwnedSegment> segment_;
};

/// A board with one, that takes the next request in a thread and then does what the test wants.
class RecordedBoard {
public:
    using Then = std::function<void(FlightState, std::optional<FakeRecorder>&)>;

    ProgramOutput run(std::vector<std::string> more, Then then) {
        more.insert(more.begin(), {"record", "trigger"});
        recorder.emplace(*board);
        recorder->say({});
        const std::jthread thread = taker(std::move(then));
        return command_here(scratch, std::move(more));
    }
    /// Until nobody asks any more: who has asked looks at the file now.
    void await_the_question_gone() const {
        eventually([&] { return newest<RecordRequest>(*board->attach_trusted(kOperatorNode), kRecordRequestSlot)->value.id == 0; });
    }
    std::jthread taker(Then then) {
        return std::jthread{[this, then = std::move(then)] {
            eventually([&] {
                const auto desk = board->attach_trusted(kOperatorNode);
                const auto request = desk ? newest<RecordRequest>(*desk, kRecordRequestSlot) : std::nullopt;
                if (!request || request->value.id == 0) return false;
                why = text_in(request->value.why);
                then({.events = 1, .request_done = request->value.id, .phase = FlightPhase::kAfter}, recorder);
                return true;
            });
        }};
    }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    std::optional<FakeRecorder> recorder;
    std::string why;
};

void take(const FlightState& state, std::optional<FakeRecorder>& recorder) { recorder->say(state); }

}  // namespace

TEST_CASE("a trigger is taken with its reason, beside nodes that record nothing or are dead") {
    RecordedBoard board;
    FakeNode sonar{*board.board, "arm", "reach"};
    { FakeNode gone{*board.board, "base", "pose"}; }
    const ProgramOutput output = board.run({"--why", "a noise"}, take);
    CHECK(output.exit_code == 0);
    CHECK(output.out == "board 'test': triggered; the file is complete some seconds from now\n");
    CHECK(board.why == "a noise");
}

TEST_CASE("who waits for the file gets its path once it is complete") {
    RecordedBoard board;
    const ProgramOutput output = board.run({"--wait"}, [&](FlightState state, std::optional<FakeRecorder>& recorder) {
        state.phase = FlightPhase::kArmed;
        recorder->say(state);  // its file is not complete
        board.await_the_question_gone();
        state.files = 1;
        put_text(state.file, "/tmp/flight_0000.mcap");
        recorder->say(state);
    });
    CHECK(output.exit_code == 0);
    CHECK(output.out == "/tmp/flight_0000.mcap\n");
    CHECK(board.why == "by hand");
}

TEST_CASE("who waits is told of a file that could not be written, and of a recorder that is gone") {
    RecordedBoard full;
    const ProgramOutput lost = full.run({"--wait"}, [](FlightState state, std::optional<FakeRecorder>& recorder) {
        state.phase = FlightPhase::kArmed;
        state.lost = 1;
        recorder->say(state);
    });
    CHECK(lost.exit_code == code(ExitCode::kNoSpace));
    CHECK_THAT(lost.err, Catch::Contains("the file could not be written"));
    RecordedBoard ended;
    const ProgramOutput gone = ended.run({"--wait"}, [&](const FlightState& state, std::optional<FakeRecorder>& recorder) {
        recorder->say(state);
        ended.await_the_question_gone();
        recorder.reset();
    });
    CHECK(gone.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(gone.err, Catch::Contains("has no flight recorder"));
}

TEST_CASE("waiting for the file ends with Ctrl-C, the file comes all the same") {
    RecordedBoard board;
    board.recorder.emplace(*board.board);
    board.recorder->say({});
    const std::jthread thread = board.taker(take);
    const ProgramOutput output = interrupted_here(board.scratch, {"record", "trigger", "--wait"}, [&](const std::string&) { return true; });
    CHECK(output.exit_code == 0);
    CHECK(output.out.empty());
}

TEST_CASE("without a flight recorder, or with one that does not answer, nothing was triggered") {
    RecordedBoard board;
    FakeNode sonar{*board.board, "arm", "reach"};
    const ProgramOutput none = command_here(board.scratch, {"record", "trigger"});
    CHECK(none.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(none.err, Catch::Contains("board 'test' has no flight recorder"));
    board.recorder.emplace(*board.board);
    const ProgramOutput silent = command_here(board.scratch, {"record", "trigger"});
    CHECK(silent.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(silent.err, Catch::Contains("does not answer; see its log"));
}
