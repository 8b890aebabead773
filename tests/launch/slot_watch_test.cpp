// Slots as the supervisor looks at them: how old, how many since, and when a restart in simulated time may begin.
#include "core/launch/slot_watch.hpp"

#include <catch2/catch.hpp>
#include <cstddef>

#include "core/launch/recall_watch.hpp"
#include "core/launch/slot_stamp.hpp"
#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"
#include "core/segment/segment_layout.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// A node's segment with one slot, as this process owns it.
template <Message T>
class Slot {
public:
    Slot(Blackboard& board, const std::string& node, const std::string& slot, std::size_t cells = kDefaultCells)
        : port_{slot, slot_spec<T>(slot, cells), context_}, segment_{board.create(node, {port_.spec})} {
        port_.bind(segment_->writer(0), segment_->epoch());
    }
    void write(Duration at, const T& value = {}) {
        context_.begin(Time{at});
        port_.write(&value, sizeof value);
    }
    OwnedSegment& segment() { return *segment_; }

private:
    StepContext context_;
    OutputPort port_;
    std::shared_ptr<OwnedSegment> segment_;
};

/// The supervisor's board and its nodes', as two processes have them: a node's end is the end of its segment's owner.
struct Apart {
    ScratchBoard scratch;
    std::shared_ptr<Blackboard> ours = Blackboard::open(scratch.place());
    std::shared_ptr<Blackboard> theirs = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
};

/// As if the machine had been started anew since.
void reboot(OwnedSegment& segment) { segment.mapping().data()[offsetof(SegmentHeader, boot_id)] ^= std::byte{0xFF}; }

/// In files, which outlive the machine.
BoardPlace place_in_files(const ScratchBoard& scratch) {
    BoardPlace place = scratch.place();
    place.kind = BackendKind::kFile;
    return place;
}

}  // namespace

TEST_CASE("a slot that nobody has made, or written, has no age and no news") {
    const auto board = Blackboard::in_memory();
    SlotWatch watch{slot_spec<Range>("front"), "writer"};
    watch.begin(*board);
    CHECK_FALSE(watch.age(*board, Time{1s}));
    CHECK(watch.fresh(*board) == 0);
    Slot<Range> slot{*board, "writer", "front"};
    CHECK_FALSE(watch.age(*board, Time{1s}));
    CHECK(watch.fresh(*board) == 0);
    slot.write(1s);
    CHECK(watch.age(*board, Time{3s}) == 2s);
    CHECK(watch.fresh(*board) == 1);
}

TEST_CASE("a writer that has begun anew meanwhile has written all its samples since") {
    const Apart boards;
    Blackboard& board = *boards.ours;
    SlotWatch watch{slot_spec<Range>("front"), "writer"};
    {
        Slot<Range> slot{*boards.theirs, "writer", "front"};
        for (int i = 0; i < 5; ++i) slot.write(1s);
        watch.begin(board);
        CHECK(watch.fresh(board) == 0);
    }
    board.backend().remove("writer");
    Slot<Range> slot{*boards.theirs, "writer", "front"};
    slot.write(2s);
    slot.write(2s);
    CHECK(watch.fresh(board) == 2);
    CHECK(watch.age(board, Time{2s}) == 0s);
}

TEST_CASE("a sample from before the machine was started has no age, also when its node runs again") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(place_in_files(scratch));
    SlotWatch watch{slot_spec<Range>("front"), "writer"};
    SlotStamp stamp{"writer", "front"};
    {
        Slot<Range> slot{*board, "writer", "front"};
        slot.write(1s);
        reboot(slot.segment());
    }
    CHECK_FALSE(watch.age(*board, Time{2s}));
    CHECK_FALSE(stamp.look(*board));
    Slot<Range> slot{*board, "writer", "front"};
    CHECK_FALSE(watch.age(*board, Time{2s}));
    slot.write(3s);
    CHECK(watch.age(*board, Time{4s}) == 1s);
    CHECK(stamp.look(*board) == Time{3s});
}

TEST_CASE("the stamp of a slot is that of its newest sample, also when its node makes the slot anew") {
    const Apart boards;
    Blackboard& board = *boards.ours;
    SlotStamp stamp{"writer", "front"};
    CHECK_FALSE(stamp.look(board));
    {
        Slot<Range> other{*boards.theirs, "writer", "rear"};
        CHECK_FALSE(stamp.look(board));
    }
    {
        Slot<Range> slot{*boards.theirs, "writer", "front"};
        CHECK_FALSE(stamp.look(board));
        slot.write(1s);
        CHECK(stamp.look(board) == Time{1s});
    }
    CHECK(stamp.look(board) == Time{1s});  // its writer is dead
    Slot<Range> larger{*boards.theirs, "writer", "front", 8};
    CHECK_FALSE(stamp.look(board));
    larger.write(5s);
    CHECK(stamp.look(board) == Time{5s});
}

TEST_CASE("a pause is one of real time unless the coordinator's clock runs, and ends with a turn that calls the node back") {
    using Pause = RecallWatch::Pause;
    const Apart boards;
    Blackboard& board = *boards.ours;
    StepContext context;
    OutputPort clock{"clock", slot_spec<ClockState>("clock"), context}, turn{"turn", slot_spec<ClockTurn>("clock.follower"), context};
    const auto write_clock = [&](ClockRun run) {
        ClockState state;
        state.run = run;
        clock.write(&state, sizeof state);
    };
    const auto write_turn = [&](std::uint32_t epoch) {
        ClockTurn state;
        state.epoch = epoch;
        turn.write(&state, sizeof state);
    };
    RecallWatch watch{"sim", "follower"};
    watch.begin(board);
    CHECK(watch.look(board) == Pause::kReal);  // there is no clock
    auto segment = boards.theirs->create("sim", {clock.spec, turn.spec});
    clock.bind(segment->writer(0), segment->epoch());
    turn.bind(segment->writer(1), segment->epoch());
    write_clock(ClockRun::kWaiting);
    CHECK(watch.look(board) == Pause::kReal);
    write_clock(ClockRun::kRunning);
    CHECK(watch.look(board) == Pause::kGoesOn);  // it was given no turn yet
    write_turn(1);
    CHECK(watch.look(board) == Pause::kGoesOn);
    write_turn(kRecallEpoch);
    CHECK(watch.look(board) == Pause::kOver);
    watch.begin(board);  // it has ended again: that word was for the start before
    CHECK(watch.look(board) == Pause::kGoesOn);
    segment.reset();
    CHECK(watch.look(board) == Pause::kReal);  // the coordinator is gone, its clock stands for ever
}
