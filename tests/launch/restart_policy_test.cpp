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

TEST_CASE("growing pauses grow by their factor up to the largest, each within its jitter") {
    RestartRule growing = rule();
    growing.max_restarts = 100;
    growing.window = 1000s;
    growing.growth = GrowingDelay{.initial = 100ms, .factor = 3, .max = 2s, .jitter_ratio = 0};
    RestartPolicy exact{growing};
    for (const Duration wanted : {Duration{100ms}, Duration{300ms}, Duration{900ms}, Duration{2s}, Duration{2s}})
        CHECK(std::abs((exact.on_exit(1, Time{}).delay - wanted).count()) < 1000);
    growing.growth->jitter_ratio = 0.2F;
    RestartPolicy one{growing, 1};
    RestartPolicy other{growing, 2};
    bool differ = false;
    for (int i = 0; i < 50; ++i) {
        const Duration delay = one.on_exit(1, Time{}).delay;
        if (i == 0) CHECK((delay >= 80ms && delay <= 120ms));
        CHECK(delay <= 2s);
        differ |= other.on_exit(1, Time{}).delay != delay;
    }
    CHECK(differ);
}

TEST_CASE("a node that was ready for long enough has no past, one that only ran has") {
    RestartRule forgetting = rule();
    forgetting.reset_after = 10s;
    RestartPolicy policy{forgetting};
    Time now{};
    policy.on_exit(1, now);
    policy.on_exit(1, now += 1s);
    now += 11s;
    CHECK(policy.on_exit(1, now).delay == 1s);  // it was never ready
    policy.on_ready(now += 1s);
    CHECK(policy.on_exit(1, now += 10s).delay == 0ms);
    policy.on_ready(now += 1s);
    CHECK(policy.on_exit(1, now += 9s).delay == 200ms);
}

TEST_CASE("an end that the rule names is the last, even the first time") {
    RestartRule choosy = rule(RestartWhen::kAlways);
    choosy.no_restart_on = {3, 128 + 11};
    RestartPolicy policy{choosy};
    CHECK(policy.on_exit(4, Time{}).kind == kRestart);
    CHECK(policy.on_exit(3, Time{}).kind == kGiveUp);
    CHECK(policy.on_exit(139, Time{}).kind == kGiveUp);
    CHECK(policy.is_final(78));
}
