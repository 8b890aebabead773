// Who commands, and what becomes of the robot when he is gone.
#include "nodes/telemetry/control.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace seqboard::telemetry;
using namespace std::chrono_literals;

namespace {

constexpr Time kStart{100s};
constexpr DriveCommand kAhead{.speed_m_s = 0.2f};
constexpr Duration kDeadMan = 300ms;

}  // namespace

TEST_CASE("control goes to who asks first, and to the next only when its holder hands it over") {
    Control control{kDeadMan};
    CHECK(control.take(1, kStart));
    CHECK_FALSE(control.take(2, kStart));
    CHECK_FALSE(control.take(3, kStart));
    CHECK(control.waiting() == 2);
    CHECK_FALSE(control.drive(2, kAhead, kStart));
    CHECK_FALSE(control.hand_over(2, kStart));
    CHECK(control.holder() == 1);
    CHECK(control.hand_over(1, kStart));
    CHECK(control.holder() == 2);
    CHECK(control.waiting() == 3);
    CHECK(control.drive(2, kAhead, kStart));
    CHECK_FALSE(control.drive(1, kAhead, kStart));
}

TEST_CASE("a control that nobody holds is taken by commanding, and is free when its holder's link is gone") {
    Control control{kDeadMan};
    CHECK(control.drive(7, kAhead, kStart));
    CHECK(control.holder() == 7);
    control.leave(7, kStart);
    CHECK(control.holder() == kNobody);
    CHECK(control.ask(8, {.kind = BehaviourKind::kHome}, kStart));
    CHECK(control.holder() == 8);
    CHECK(control.orders(kStart).wish->kind == BehaviourKind::kHome);
    CHECK_FALSE(control.orders(kStart).wish);
}

TEST_CASE("a robot that moves gets a zero when its operator is silent for the dead-man's time, and moves on only after he has shown one") {
    Control control{kDeadMan};
    REQUIRE(control.drive(1, kAhead, kStart));
    CHECK(control.orders(kStart + kDeadMan).command->speed_m_s == kAhead.speed_m_s);
    const auto late = control.orders(kStart + kDeadMan + 1ns);
    REQUIRE(late.command);
    CHECK(late.command->speed_m_s == 0);
    CHECK(late.verb == DriveVerb::kNone);  // lost, not released
    CHECK_FALSE(control.drive(1, kAhead, kStart + 400ms));
    CHECK(control.orders(kStart + 410ms).command->speed_m_s == 0);
    CHECK_FALSE(control.orders(kStart + 2s).command);
    CHECK(control.drive(1, {}, kStart + 2s));
    CHECK(control.drive(1, kAhead, kStart + 2s));
}

TEST_CASE("a link that is gone stops the robot in the same step") {
    Control control{kDeadMan};
    REQUIRE(control.drive(1, kAhead, kStart));
    control.leave(1, kStart + 20ms);
    CHECK(control.orders(kStart + 20ms).command->speed_m_s == 0);
    CHECK_FALSE(control.orders(kStart + 1s).command);
}

TEST_CASE("an operator who stands and falls silent, or hands over, has released the robot") {
    Control control{kDeadMan};
    REQUIRE(control.drive(1, {}, kStart));
    CHECK(control.orders(kStart + 400ms).verb == DriveVerb::kRelease);
    REQUIRE(control.drive(1, kAhead, kStart + 2s));
    CHECK(control.hand_over(1, kStart + 2s));
    CHECK(control.orders(kStart + 2s).verb == DriveVerb::kRelease);
    CHECK(control.orders(kStart + 2s).command->speed_m_s == 0);
}

TEST_CASE("anybody may stop: it is said long enough to be heard, and who drove has to let go first") {
    Control control{kDeadMan};
    REQUIRE(control.drive(1, kAhead, kStart));
    control.stop(kStart + 10ms);
    CHECK(control.orders(kStart + 10ms).verb == DriveVerb::kStop);
    CHECK_FALSE(control.orders(kStart + 10ms).command);
    CHECK(control.orders(kStart + 200ms).verb == DriveVerb::kStop);
    CHECK(control.orders(kStart + 400ms).verb == DriveVerb::kNone);
    CHECK_FALSE(control.drive(1, kAhead, kStart + 20ms));
    CHECK_FALSE(control.resume(2, kStart + 500ms));
    CHECK(control.resume(1, kStart + 500ms));
    CHECK(control.orders(kStart + 500ms).verb == DriveVerb::kResume);
}

TEST_CASE("a stop or a resume is said until the arbiter has done it, and given up when the arbiter never does") {
    Control control{kDeadMan};
    control.stop(kStart);
    CHECK(control.orders(kStart + 2s, ArbiterMode::kHeld).verb == DriveVerb::kStop);
    CHECK(control.orders(kStart + 3s, ArbiterMode::kStopped).verb == DriveVerb::kNone);
    REQUIRE(control.resume(1, kStart + 10s));
    CHECK(control.orders(kStart + 12s, ArbiterMode::kStopped).verb == DriveVerb::kResume);
    CHECK(control.orders(kStart + 13s, ArbiterMode::kOpen).verb == DriveVerb::kNone);
    control.stop(kStart + 20s);
    CHECK(control.orders(kStart + 30s, ArbiterMode::kHeld).verb == DriveVerb::kNone);
}

TEST_CASE("a release does not silence the stop or the resume that was said before it") {
    Control control{kDeadMan};
    control.stop(kStart);
    REQUIRE(control.drive(1, {}, kStart));
    REQUIRE(control.hand_over(1, kStart));
    CHECK(control.orders(kStart).verb == DriveVerb::kStop);
    REQUIRE(control.drive(1, {}, kStart + 1s));
    REQUIRE(control.resume(1, kStart + 1s));
    REQUIRE(control.hand_over(1, kStart + 1s));
    CHECK(control.orders(kStart + 1s).verb == DriveVerb::kResume);
    control.orders(kStart + 2s);
    REQUIRE(control.drive(1, {}, kStart + 3s));
    REQUIRE(control.hand_over(1, kStart + 3s));
    CHECK(control.orders(kStart + 3s).verb == DriveVerb::kRelease);
}

TEST_CASE("who does not answer for half a minute to one who waits loses the control, and nobody else does") {
    Control control{kDeadMan};
    REQUIRE(control.take(1, kStart));
    control.orders(kStart + 10min);
    CHECK(control.holder() == 1);  // nobody waits
    CHECK_FALSE(control.take(2, kStart + 10min));
    control.orders(kStart + 10min + 29s);
    CHECK(control.holder() == 1);
    REQUIRE(control.drive(1, {}, kStart + 10min + 29s));
    control.orders(kStart + 10min + 58s);
    CHECK(control.holder() == 1);
    control.orders(kStart + 11min);
    CHECK(control.holder() == 2);
}
