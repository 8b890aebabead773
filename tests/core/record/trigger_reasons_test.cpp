// What a flight recorder says of each reason for a safe stop, and what it does with changes that come before it looks, or twice.
#include <catch2/catch.hpp>

#include "core/record/trigger_watch.hpp"
#include "tests/core/record/recorded_board.hpp"
#include "tests/scratch/captured_log.hpp"

using namespace seqboard;
using namespace seqboard::record;
using seqboard::testing::CapturedLog;

namespace {

struct Board : seqboard::testing::RecordedBoard {
    std::shared_ptr<OwnedSegment> supervisor = board->create(kSupervisorNode, {slot_spec<MotorEnable>(std::string{kMotorEnableSlot})});
    std::shared_ptr<OwnedSegment> person = board->create(kOperatorNode, {slot_spec<RecordRequest>(std::string{kRecordRequestSlot})});
    StepContext at{};

    template <Message T>
    void say(OwnedSegment& owner, const T& value) {
        at.begin(now);
        OutputPort port{"port", slot_spec<T>("port"), at};
        port.bind(owner.writer(0), owner.epoch());
        port.write(&value, sizeof value);
    }
    void say(std::uint32_t falls, EnableReason reason) { say(*supervisor, MotorEnable{.falls = falls, .reason = reason}); }

    std::string next(TriggerWatch& watch) const {
        const auto why = watch.next(now);
        return why ? why->data() : "";
    }
};

}  // namespace

TEST_CASE("every reason for a safe stop has its name in the trigger") {
    Board board;
    board.say(0, EnableReason::kGranted);
    TriggerWatch watch{board.board, {}, board.now};
    std::uint32_t falls = 0;
    for (const auto& [reason, name] :
         std::vector<std::pair<EnableReason, std::string>>{{EnableReason::kNodeDied, "NODE_DIED"},
                                                           {EnableReason::kNodeHung, "NODE_HUNG"},
                                                           {EnableReason::kNodeSilent, "NODE_SILENT"},
                                                           {EnableReason::kNodeStopped, "NODE_STOPPED"},
                                                           {EnableReason::kGivenUp, "GIVEN_UP"},
                                                           {EnableReason::kAsked, "ASKED"},
                                                           {EnableReason::kMode, "MODE"},
                                                           {EnableReason::kSupervisorStarted, "SUPERVISOR_STARTED"},
                                                           {EnableReason::kLineFault, "LINE_FAULT"},
                                                           {EnableReason::kBoot, "?"}}) {
        board.say(++falls, reason);
        CHECK(board.next(watch) == "safe stop: " + name + " ");
    }
}

TEST_CASE("several stops before the recorder was started are none of its triggers") {
    Board board;
    for (std::uint32_t falls = 0; falls < 3; ++falls) board.say(falls, EnableReason::kNodeDied);
    TriggerWatch watch{board.board, {}, board.now};
    CHECK(board.next(watch) == "");
    board.say(3, EnableReason::kAsked);
    CHECK(board.next(watch) == "safe stop: ASKED ");
}

TEST_CASE("a person who asks twice with one number has asked once") {
    Board board;
    TriggerWatch watch{board.board, {}, board.now};
    for (int i = 0; i < 2; ++i) board.say(*board.person, RecordRequest{.id = 9});
    CHECK(board.next(watch) == "asked: ");
    CHECK(board.next(watch) == "");
}

TEST_CASE("a condition that has to wait says so once for each thing it waits for") {
    Board board;
    CapturedLog log;
    TriggerWatch watch{board.board, {.condition = "late.range_m > 1m"}, board.now};
    watch.look();
    CHECK_THAT(log.take(), Catch::Contains("the condition 'late.range_m > 1m' waits"));
    watch.look();
    CHECK(log.take() == "");
    const auto late = board.board->create("late_sensor", {slot_spec<Range>("late")});
    watch.look();
    CHECK_THAT(log.take(), Catch::Contains("is watched now"));
}
