// Whether anything may move, by everything that may be in the way.
#include "core/launch/safety_state.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

namespace {

constexpr bool kAuto = true;
constexpr bool kManual = false;
constexpr bool kFresh = false;
constexpr bool kAfterCrash = true;

const std::optional<Obstacle> kNone;
const std::optional<Obstacle> kBooting = Obstacle{EnableReason::kBoot, ""};
const std::optional<Obstacle> kWheelsDied = Obstacle{EnableReason::kNodeDied, "wheels"};

Time at(int ms) { return Time{std::chrono::milliseconds{ms}}; }

SafetyState running(bool resumes_by_itself) {
    SafetyState state{resumes_by_itself, kFresh, at(0)};
    state.look(kBooting, at(1));
    state.look(kNone, at(2));
    return state;
}

}  // namespace

TEST_CASE("motors are enabled when all critical nodes are ready for the first time, also where a person has to resume later") {
    for (const bool resumes_by_itself : {kAuto, kManual}) {
        SafetyState state{resumes_by_itself, kFresh, at(0)};
        CHECK_FALSE(state.look(kBooting, at(1)));
        CHECK_FALSE(state.enabled());
        CHECK(state.enable().reason == EnableReason::kBoot);
        CHECK_FALSE(state.has_been_up());
        CHECK(state.look(kNone, at(2)));
        CHECK(state.enabled());
        CHECK(state.enable().reason == EnableReason::kGranted);
        CHECK(state.enable().since_ns == ns_of(at(2)));
        CHECK(state.enable().falls == 0);
    }
}

TEST_CASE("the look that sees an obstacle disables, names it, and counts it once") {
    SafetyState state = running(kAuto);
    CHECK(state.look(kWheelsDied, at(5)));
    CHECK_FALSE(state.enabled());
    CHECK(state.enable().reason == EnableReason::kNodeDied);
    CHECK(text_in(state.enable().node) == "wheels");
    CHECK(state.enable().since_ns == ns_of(at(5)));
    CHECK_FALSE(state.look(kWheelsDied, at(6)));
    CHECK(state.enable().falls == 1);
}

TEST_CASE("it rises again by itself where the node set says so, and else waits for a person and says that it does") {
    SafetyState self = running(kAuto);
    self.look(kWheelsDied, at(5));
    CHECK(self.look(kNone, at(9)));
    CHECK(self.enabled());

    SafetyState manual = running(kManual);
    manual.look(kWheelsDied, at(5));
    CHECK(manual.look(kNone, at(9)));
    CHECK_FALSE(manual.enabled());
    CHECK(manual.enable().waits_for_resume == 1);
    CHECK(manual.enable().reason == EnableReason::kNodeDied);
    CHECK(manual.look(kWheelsDied, at(10)));
    CHECK(manual.enable().waits_for_resume == 0);
    CHECK_FALSE(manual.resume(kWheelsDied, at(11)));
    CHECK_FALSE(manual.enabled());
    CHECK(manual.resume(kNone, at(12)));
    CHECK(manual.enabled());
}

TEST_CASE("what a person has stopped waits for a person, whatever the node set says") {
    SafetyState state = running(kAuto);
    state.stop({EnableReason::kAsked, ""});
    CHECK(state.look(kNone, at(5)));
    CHECK_FALSE(state.enabled());
    CHECK(state.enable().reason == EnableReason::kAsked);
    state.look(kNone, at(6));
    CHECK_FALSE(state.enabled());
    CHECK(state.enable().waits_for_resume == 1);
    CHECK(state.resume(kNone, at(7)));
    CHECK_FALSE(state.look(kNone, at(8)));
    CHECK(state.enabled());
}

TEST_CASE("a stop before the first enable holds, and its first reason stays") {
    SafetyState state{kAuto, kFresh, at(0)};
    state.stop({EnableReason::kGivenUp, "map"});
    state.stop({EnableReason::kAsked, ""});
    state.look(kNone, at(1));
    CHECK_FALSE(state.enabled());
    CHECK_FALSE(state.has_been_up());
    CHECK(state.resume(kNone, at(2)));
    CHECK(state.enabled());
}

TEST_CASE("a supervisor that follows one that died does not take its first look for a launch") {
    SafetyState manual{kManual, kAfterCrash, at(0)};
    CHECK(manual.enable().reason == EnableReason::kSupervisorStarted);
    CHECK(manual.has_been_up());
    manual.look(kNone, at(1));
    CHECK_FALSE(manual.enabled());
    CHECK(manual.enable().waits_for_resume == 1);
    SafetyState self{kAuto, kAfterCrash, at(0)};
    self.look(kWheelsDied, at(1));
    CHECK_FALSE(self.enabled());
    self.look(kNone, at(2));
    CHECK(self.enabled());
}
