// What the coordinator of a lock-step run knows of the supervisor.
#include "core/node/supervisor_view.hpp"

#include <catch2/catch.hpp>

#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

struct Fixture {
    ScratchBoard scratch;
    std::shared_ptr<Blackboard> others = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    Blackboard board{make_backend(scratch.place()), "test"};
    SupervisorView view{{"a", "b"}};
    Time now{1s};

    bool is_there() { return view.is_there(board, now += 100ms); }
};

WireOptions supervisors(const char* slot) { return {.slot = slot, .node = "supervisor"}; }

}  // namespace

TEST_CASE_METHOD(Fixture, "without a supervisor nobody has said anything of anybody") {
    CHECK_FALSE(is_there());
    CHECK_FALSE(view.was_there());
    CHECK_FALSE(view.has_decided(board));
    CHECK_FALSE(view.of(board, 0));
    CHECK_FALSE(view.will_return(board, 0));
    CHECK_FALSE(view.knows_end_of(board, 0, 1));
}

TEST_CASE_METHOD(Fixture, "a supervisor is looked for every moment, not at every question") {
    std::optional<Wire<MotorEnable>> word{std::in_place, supervisors("supervisor.enable"), others};
    CHECK(is_there());
    word.reset();
    CHECK(view.is_there(board, now + 1ms));
    CHECK_FALSE(is_there());
    CHECK(view.was_there());
}

TEST_CASE_METHOD(Fixture, "the motors are decided on when the supervisor has said more than that it begins") {
    Wire<MotorEnable> word{supervisors("supervisor.enable"), others};
    REQUIRE(is_there());
    CHECK_FALSE(view.has_decided(board));
    word.output.write({.reason = EnableReason::kBoot});
    CHECK_FALSE(view.has_decided(board));
    word.output.write({.reason = EnableReason::kAsked});
    CHECK(view.has_decided(board));
}

TEST_CASE_METHOD(Fixture, "who is started or to be started again returns, who is stopped, given up or done does not") {
    Wire<NodeSupervision> word{supervisors("supervisor.a"), others};
    REQUIRE(is_there());
    CHECK_FALSE(view.of(board, 0));
    CHECK_FALSE(view.will_return(board, 0));
    CHECK_FALSE(view.of(board, 1));  // the supervisor does not look after it
    for (const auto& [state, returns] : {std::pair{Supervised::kDown, false},
                                         {Supervised::kWaiting, true},
                                         {Supervised::kStarting, true},
                                         {Supervised::kReady, true},
                                         {Supervised::kStopping, false},
                                         {Supervised::kBackoff, true},
                                         {Supervised::kFailed, false},
                                         {Supervised::kDone, false},
                                         {Supervised::kHung, true}}) {
        word.output.write({.pid = 7, .state = state});
        CHECK(view.of(board, 0)->state == state);
        CHECK(view.will_return(board, 0) == returns);
    }
    CHECK_FALSE(view.knows_end_of(board, 0, 7));
    CHECK(view.knows_end_of(board, 0, 6));
}
