// Restarts with a clock of the test's own.
#include "core/launch/restart_policy.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr auto kRestart = RestartDecision::Kind::kRestart;
constexpr auto kGiveUp = RestartDecision::Kind::kGiveUp;
constexpr auto kDone = RestartDecision::Kind::kDone;

RestartRule rule(RestartWhen when = RestartWhen::kOnFailure) { return {when, {0ms, 200ms, 1s}, 4, 60s}; }

}  // namespace

TEST_CASE("each failure waits for the next delay, the last delay repeats, then the node is given up") {
    RestartPolicy policy{rule()};
    Time now{};
    for (const Duration wanted : {Duration{0ms}, Duration{200ms}, Duration{1s}, Duration{1s}}) {
        const RestartDecision decision = policy.on_exit(1, now);
        CHECK(decision.kind == kRestart);
        CHECK(decision.delay == wanted);
        now += 2s;
    }
    CHECK(policy.on_exit(1, now).kind == kGiveUp);
}

TEST_CASE("a node that ran well for longer than the window begins with the first delay again") {
    RestartPolicy policy{rule()};
    Time now{};
    for (int i = 0; i < 4; ++i) policy.on_exit(139, now);
    now += 61s;
    const RestartDecision decision = policy.on_exit(139, now);
    CHECK(decision.kind == kRestart);
    CHECK(decision.delay == 0ms);
}

TEST_CASE("a node that fails now and then, but never too often, is restarted for ever") {
    RestartPolicy policy{rule()};
    Time now{};
    for (int i = 0; i < 1000; ++i) {
        CHECK(policy.on_exit(1, now).kind == kRestart);
        now += 16s;
    }
}

TEST_CASE("exit codes of a mistake are never restarted, those of bad luck are") {
    for (const int code : {64, 65, 75, 77, 78}) {
        RestartPolicy policy{rule(RestartWhen::kAlways)};
        CHECK(policy.on_exit(code, Time{}).kind == kGiveUp);
    }
    for (const int code : {1, 66, 69, 70, 71, 73, 127, 134, 137, 139}) {
        RestartPolicy policy{rule()};
        CHECK(policy.on_exit(code, Time{}).kind == kRestart);
    }
}

TEST_CASE("an end with exit code 0 is the end, unless the node is to run always") {
    RestartPolicy on_failure{rule()};
    CHECK(on_failure.on_exit(0, Time{}).kind == kDone);
    RestartPolicy always{rule(RestartWhen::kAlways)};
    CHECK(always.on_exit(0, Time{}).kind == kRestart);
    RestartPolicy never{rule(RestartWhen::kNever)};
    CHECK(never.on_exit(0, Time{}).kind == kDone);
    CHECK(never.on_exit(1, Time{}).kind == kGiveUp);
}

TEST_CASE("a start by a person forgets the failures") {
    RestartPolicy policy{rule()};
    for (int i = 0; i < 5; ++i) policy.on_exit(1, Time{});
    policy.reset();
    CHECK(policy.on_exit(1, Time{}).kind == kRestart);
}

TEST_CASE("without any restart allowed the first failure is the last") {
    RestartRule strict = rule();
    strict.max_restarts = 0;
    RestartPolicy policy{strict};
    CHECK(policy.on_exit(1, Time{}).kind == kGiveUp);
}
