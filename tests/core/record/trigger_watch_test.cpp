// What counts as something that happened.
#include "core/record/trigger_watch.hpp"

#include <catch2/catch.hpp>

#include "tests/core/record/recorded_board.hpp"

using namespace seqboard;
using namespace seqboard::record;
using namespace std::chrono_literals;

namespace {

/// The board's two slots, a supervisor that looks after the node `planner`, and somebody who asks.
struct Watched : seqboard::testing::RecordedBoard {
    std::vector<SlotSpec> supervised = {slot_spec<MotorEnable>(std::string{kMotorEnableSlot}),
                                        slot_spec<NodeSupervision>("supervisor.planner")};
    std::shared_ptr<OwnedSegment> supervisor = board->create(kSupervisorNode, supervised);
    std::shared_ptr<OwnedSegment> person = board->create(kOperatorNode, {slot_spec<RecordRequest>(std::string{kRecordRequestSlot})});
    MotorEnable enable{.reason = EnableReason::kBoot};
    NodeSupervision planner{};
    RecordRequest request{};

    template <Message T>
    void say(OwnedSegment& owner, std::size_t index, const T& value) {
        StepContext at;
        at.begin(now);
        OutputPort port{"port", slot_spec<T>("port"), at};
        port.bind(owner.writer(index), owner.epoch());
        port.write(&value, sizeof value);
    }
    void say_all() {
        say(*supervisor, 0, enable);
        say(*supervisor, 1, planner);
    }
    TriggerWatch watch(TriggerOptions options = {}) {
        TriggerWatch watch{board, std::move(options), now};
        watch.look();
        return watch;
    }
    std::string next(TriggerWatch& watch) const {
        const auto why = watch.next(now);
        return why ? why->data() : "";
    }
};

}  // namespace

TEST_CASE("a safe stop is a trigger, once, with its reason; what has always been so is none, nor is the set's own end") {
    Watched board;
    board.say_all();
    TriggerWatch watch = board.watch();
    CHECK(board.next(watch) == "");
    board.enable.enabled = 1;
    board.say_all();
    CHECK(board.next(watch) == "");
    board.enable = {.falls = 1, .reason = EnableReason::kNodeHung};
    put_text(board.enable.node, "planner");
    board.say_all();
    CHECK(board.next(watch) == "safe stop: NODE_HUNG planner");
    CHECK(board.next(watch) == "");
    board.say_all();
    CHECK(board.next(watch) == "");
    board.enable.falls = 2;
    board.enable.reason = EnableReason::kShutdown;
    board.say_all();
    CHECK(board.next(watch) == "");
}

TEST_CASE("a node that fails is a trigger, and several that fail are one each") {
    Watched board;
    board.say_all();
    TriggerWatch watch = board.watch();
    CHECK(board.next(watch) == "");
    board.planner.failures = 1;
    board.planner.exit_code = 139;
    board.say_all();
    CHECK(board.next(watch) == "node 'planner' failed: exit code 139");
    board.planner.failures = 2;
    board.say_all();
    CHECK(board.next(watch) != "");
    CHECK(board.next(watch) == "");
}

TEST_CASE("a node that fails after the watch was made and before its first look is a trigger; one that had failed before is none") {
    Watched board;
    board.planner.failures = 3;
    board.say_all();
    TriggerWatch watch{board.board, {}, board.now};
    for (int i = 0; i < 10; ++i) {
        board.planner.failures = 4;
        board.say_all();
    }
    watch.look();
    CHECK(board.next(watch) == "node 'planner' failed: exit code 0");
    CHECK(board.next(watch) == "");
}

TEST_CASE("triggers can be switched off, but for what a person asks") {
    Watched board;
    board.say_all();
    TriggerWatch watch = board.watch({.safe_stop = false, .node_death = false});
    board.enable.falls = board.planner.failures = 1;
    board.say_all();
    CHECK(board.next(watch) == "");
    board.request.id = 77;
    put_text(board.request.why, "a noise");
    board.say(*board.person, 0, board.request);
    CHECK(board.next(watch) == "asked: a noise");
    CHECK(watch.request_done() == 77);
    board.say(*board.person, 0, RecordRequest{});
    CHECK(board.next(watch) == "");
    CHECK(watch.request_done() == 77);
}

TEST_CASE("a request that is older than the recorder is not its own") {
    Watched board;
    board.request.id = 5;
    board.say(*board.person, 0, board.request);
    board.now += 1s;
    TriggerWatch watch = board.watch();
    CHECK(board.next(watch) == "");
    CHECK(watch.request_done() == 0);
}

TEST_CASE("a condition is a trigger when it becomes true, and again when it does so again") {
    Watched board;
    board.RecordedBoard::say(2);
    TriggerWatch watch = board.watch({.condition = "range.range_m < 0.5m"});
    CHECK(board.next(watch) == "");
    board.RecordedBoard::say(0.4f);
    CHECK(board.next(watch) == "condition: range.range_m < 0.5m");
    board.RecordedBoard::say(0.3f);
    CHECK(board.next(watch) == "");
    board.RecordedBoard::say(1);
    CHECK(board.next(watch) == "");
    board.RecordedBoard::say(0.1f);
    CHECK(board.next(watch) != "");
}

TEST_CASE("a condition over a slot that is not there yet is watched once it is") {
    Watched board;
    TriggerWatch watch = board.watch({.condition = "late.range_m > 1m"});
    CHECK(board.next(watch) == "");
    const auto late = board.board->create("late_sensor", {slot_spec<Range>("late")});
    board.say(*late, 0, Range{.range_m = 2});
    watch.look();
    CHECK(board.next(watch) == "condition: late.range_m > 1m");
}
