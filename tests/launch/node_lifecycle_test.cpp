// The lifecycle table, every state with every event.
#include "core/launch/node_lifecycle.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <vector>

using namespace seqboard;

namespace {

std::vector<Supervised> all_states() {
    std::vector<Supervised> states;
    for (std::size_t i = 0; i < kLifecycleStates; ++i) states.push_back(static_cast<Supervised>(i));
    return states;
}

std::vector<LifecycleEvent> all_events() {
    std::vector<LifecycleEvent> events;
    for (std::size_t i = 0; i < kLifecycleEvents; ++i) events.push_back(static_cast<LifecycleEvent>(i));
    return events;
}

bool is_death(LifecycleEvent event) {
    return event == LifecycleEvent::kDiedRestart || event == LifecycleEvent::kDiedGiveUp || event == LifecycleEvent::kDiedDone;
}

}  // namespace

TEST_CASE("a process is started only where there is none, and in every other step it stays or dies") {
    for (const Supervised state : all_states()) {
        for (const LifecycleEvent event : all_events()) {
            const LifecycleStep step = next_step(state, event);
            INFO("state " << static_cast<int>(state) << ", event " << static_cast<int>(event));
            const bool gets_one = step.action == LifecycleAction::kSpawn || step.action == LifecycleAction::kWatch;
            CHECK(gets_one == (!has_process(state) && has_process(step.state)));
            CHECK((step.action == LifecycleAction::kWatch) == (gets_one && event == LifecycleEvent::kAdopted));
            if (has_process(state)) CHECK(has_process(step.state) == !is_death(event));
            if (step.action == LifecycleAction::kTerminate || step.action == LifecycleAction::kKill ||
                step.action == LifecycleAction::kAbort)
                CHECK(has_process(state));
        }
    }
}

TEST_CASE("a process that runs when it is stopped gets SIGTERM once, and SIGKILL when its time is over") {
    for (const Supervised state : {Supervised::kStarting, Supervised::kReady})
        CHECK(next_step(state, LifecycleEvent::kStop) == LifecycleStep{Supervised::kStopping, LifecycleAction::kTerminate});
    CHECK(next_step(Supervised::kStopping, LifecycleEvent::kStop) == LifecycleStep{Supervised::kStopping, LifecycleAction::kNone});
    CHECK(next_step(Supervised::kStopping, LifecycleEvent::kStopTimeout) == LifecycleStep{Supervised::kStopping, LifecycleAction::kKill});
}

TEST_CASE("whatever the death, a process that was stopped is down and stays down") {
    for (const LifecycleEvent event : all_events()) {
        if (is_death(event)) CHECK(next_step(Supervised::kStopping, event) == LifecycleStep{Supervised::kDown, LifecycleAction::kNone});
        if (event != LifecycleEvent::kStart && event != LifecycleEvent::kAdopted)
            CHECK(next_step(Supervised::kDown, event) == LifecycleStep{Supervised::kDown, LifecycleAction::kNone});
    }
}

TEST_CASE("a death does what the policy says") {
    for (const Supervised state : {Supervised::kStarting, Supervised::kReady, Supervised::kHung}) {
        CHECK(next_step(state, LifecycleEvent::kDiedRestart) == LifecycleStep{Supervised::kBackoff, LifecycleAction::kPause});
        CHECK(next_step(state, LifecycleEvent::kDiedGiveUp) == LifecycleStep{Supervised::kFailed, LifecycleAction::kNone});
        CHECK(next_step(state, LifecycleEvent::kDiedDone) == LifecycleStep{Supervised::kDone, LifecycleAction::kNone});
    }
    CHECK(next_step(Supervised::kBackoff, LifecycleEvent::kPauseOver) == LifecycleStep{Supervised::kWaiting, LifecycleAction::kNone});
}

TEST_CASE("only a person's start brings back what was given up or is done") {
    for (const Supervised state : {Supervised::kFailed, Supervised::kDone}) {
        for (const LifecycleEvent event : all_events()) {
            const Supervised wanted = event == LifecycleEvent::kStart ? Supervised::kWaiting : state;
            CHECK(next_step(state, event) == LifecycleStep{wanted, LifecycleAction::kNone});
        }
    }
}

TEST_CASE("a process that is not ready in time is killed and stays in its state until it is dead") {
    CHECK(next_step(Supervised::kStarting, LifecycleEvent::kReadyTimeout) == LifecycleStep{Supervised::kStarting, LifecycleAction::kKill});
    for (const Supervised state : all_states())
        if (state != Supervised::kStarting)
            CHECK(next_step(state, LifecycleEvent::kReadyTimeout) == LifecycleStep{state, LifecycleAction::kNone});
}

TEST_CASE("what hangs is aborted, and killed if that does not end it, for it would not hear SIGTERM") {
    CHECK(next_step(Supervised::kReady, LifecycleEvent::kHung) == LifecycleStep{Supervised::kHung, LifecycleAction::kAbort});
    CHECK(next_step(Supervised::kHung, LifecycleEvent::kAbortTimeout) == LifecycleStep{Supervised::kHung, LifecycleAction::kKill});
    CHECK(next_step(Supervised::kHung, LifecycleEvent::kStop) == LifecycleStep{Supervised::kStopping, LifecycleAction::kKill});
}

TEST_CASE("the whole table: what is not named here leaves the state as it is and does nothing") {
    using S = Supervised;
    using E = LifecycleEvent;
    using A = LifecycleAction;
    const std::map<std::pair<S, E>, LifecycleStep> moves = {
        {{S::kDown, E::kStart}, {S::kWaiting, A::kNone}},
        {{S::kDown, E::kAdopted}, {S::kStarting, A::kWatch}},
        {{S::kWaiting, E::kStop}, {S::kDown, A::kNone}},
        {{S::kWaiting, E::kReleased}, {S::kStarting, A::kSpawn}},
        {{S::kWaiting, E::kAdopted}, {S::kStarting, A::kWatch}},
        {{S::kStarting, E::kStop}, {S::kStopping, A::kTerminate}},
        {{S::kStarting, E::kReady}, {S::kReady, A::kNone}},
        {{S::kStarting, E::kReadyTimeout}, {S::kStarting, A::kKill}},
        {{S::kStarting, E::kDiedRestart}, {S::kBackoff, A::kPause}},
        {{S::kStarting, E::kDiedGiveUp}, {S::kFailed, A::kNone}},
        {{S::kStarting, E::kDiedDone}, {S::kDone, A::kNone}},
        {{S::kReady, E::kStop}, {S::kStopping, A::kTerminate}},
        {{S::kReady, E::kDiedRestart}, {S::kBackoff, A::kPause}},
        {{S::kReady, E::kDiedGiveUp}, {S::kFailed, A::kNone}},
        {{S::kReady, E::kDiedDone}, {S::kDone, A::kNone}},
        {{S::kReady, E::kHung}, {S::kHung, A::kAbort}},
        {{S::kStopping, E::kStopTimeout}, {S::kStopping, A::kKill}},
        {{S::kStopping, E::kDiedRestart}, {S::kDown, A::kNone}},
        {{S::kStopping, E::kDiedGiveUp}, {S::kDown, A::kNone}},
        {{S::kStopping, E::kDiedDone}, {S::kDown, A::kNone}},
        {{S::kBackoff, E::kStart}, {S::kWaiting, A::kNone}},
        {{S::kBackoff, E::kStop}, {S::kDown, A::kNone}},
        {{S::kBackoff, E::kPauseOver}, {S::kWaiting, A::kNone}},
        {{S::kFailed, E::kStart}, {S::kWaiting, A::kNone}},
        {{S::kDone, E::kStart}, {S::kWaiting, A::kNone}},
        {{S::kHung, E::kStop}, {S::kStopping, A::kKill}},
        {{S::kHung, E::kDiedRestart}, {S::kBackoff, A::kPause}},
        {{S::kHung, E::kDiedGiveUp}, {S::kFailed, A::kNone}},
        {{S::kHung, E::kDiedDone}, {S::kDone, A::kNone}},
        {{S::kHung, E::kAbortTimeout}, {S::kHung, A::kKill}},
    };
    for (const S state : all_states()) {
        for (const E event : all_events()) {
            INFO("state " << static_cast<int>(state) << ", event " << static_cast<int>(event));
            const auto move = moves.find({state, event});
            CHECK(next_step(state, event) == (move == moves.end() ? LifecycleStep{state, A::kNone} : move->second));
        }
    }
}

TEST_CASE("every state can be reached from the start and left again") {
    std::set<Supervised> reached = {Supervised::kDown};
    for (std::size_t round = 0; round < kLifecycleStates; ++round)
        for (const Supervised state : std::set<Supervised>{reached})
            for (const LifecycleEvent event : all_events()) reached.insert(next_step(state, event).state);
    CHECK(reached.size() == kLifecycleStates);
    for (const Supervised state : all_states()) {
        std::set<Supervised> next;
        for (const LifecycleEvent event : all_events()) next.insert(next_step(state, event).state);
        CHECK(next.size() > 1);
    }
}
