// Each rule: what keeps it, what breaks it, and that silence does not keep it.
#include "core/hil/assertion.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace seqboard::hil;
using namespace std::chrono_literals;
using State = Assertion::State;

namespace {

Assertion of(Rule rule, Expectation details = {}) {
    details.rule = rule;
    return Assertion{details};
}

/// One value every 100 ms from 0 on, then the end.
State state_after(Assertion& assertion, const std::vector<std::optional<float>>& values, bool finish = true) {
    Duration now{};
    for (const auto& value : values) {
        assertion.observe(now, value);
        now += 100ms;
    }
    if (finish) assertion.finish(now);
    return assertion.state();
}

}  // namespace

TEST_CASE("always is broken by the first tick in which it does not hold") {
    auto kept = of(Rule::kAlways), broken = of(Rule::kAlways);
    CHECK(state_after(kept, {1, 1, std::nullopt, 1}) == State::kKept);
    CHECK(state_after(broken, {1, 1, 0, 1}, false) == State::kBroken);
    CHECK(broken.story() == "at 0.20 s");
}

TEST_CASE("never is broken by the first tick in which it holds, and only in its time") {
    auto kept = of(Rule::kNever, {.from = 200ms, .until = 300ms}), broken = of(Rule::kNever, {.from = 200ms});
    CHECK(state_after(kept, {1, 1, 0, 0, 1}) == State::kKept);
    CHECK(state_after(broken, {1, 1, 0, 1}) == State::kBroken);
}

TEST_CASE("what never had a value is broken, whatever the rule") {
    for (const Rule rule : {Rule::kAlways, Rule::kNever, Rule::kFinal, Rule::kEventually, Rule::kStays}) {
        auto assertion = of(rule);
        CHECK(state_after(assertion, {std::nullopt, std::nullopt}) == State::kBroken);
    }
    auto metric = of(Rule::kMetric, {.digest = Digest::kSmallest, .most = 100});
    CHECK(state_after(metric, {std::nullopt}) == State::kBroken);
}

TEST_CASE("eventually has until its time") {
    auto kept = of(Rule::kEventually, {.until = 200ms}), late = of(Rule::kEventually, {.until = 200ms}), open = of(Rule::kEventually);
    CHECK(state_after(kept, {0, 0, 1, 0}) == State::kKept);
    CHECK(state_after(late, {0, 0, 0, 1}) == State::kBroken);
    CHECK(state_after(open, {0, 0, 0}) == State::kBroken);
}

TEST_CASE("within wants the condition after each event in time, and the event itself") {
    const Expectation details{.after = "fault", .time = 200ms};
    auto kept = of(Rule::kWithin, details);
    kept.observe(0ms, 0);
    kept.on_event("fault", 0ms);
    kept.observe(100ms, 0);
    kept.observe(200ms, 1);
    kept.observe(300ms, 0);
    kept.finish(400ms);
    CHECK(kept.state() == State::kKept);
    CHECK(kept.story() == "after 0.2 s");

    auto late = of(Rule::kWithin, details);
    late.observe(0ms, 1);  // before the event: does not count
    late.on_event("fault", 0ms);
    late.observe(100ms, 0);
    late.observe(200ms, 0);
    CHECK(late.state() == State::kBroken);

    auto second = of(Rule::kWithin, details);
    second.on_event("fault", 0ms);
    second.observe(100ms, 1);
    second.on_event("fault", 100ms);
    second.observe(400ms, 0);
    CHECK(second.state() == State::kBroken);

    auto without = of(Rule::kWithin, details);
    without.observe(0ms, 1);
    without.on_event("another", 0ms);
    without.finish(1s);
    CHECK(without.state() == State::kBroken);
    CHECK(without.story() == "'fault' never happened");
}

TEST_CASE("at looks at one moment, final at the last") {
    auto early = of(Rule::kAt, {.time = 200ms}), kept = of(Rule::kAt, {.time = 200ms}), over = of(Rule::kAt, {.time = 2s});
    CHECK(state_after(early, {1, 1, 0, 1}) == State::kBroken);
    CHECK(state_after(kept, {0, 0, 1, 0}) == State::kKept);
    CHECK(state_after(over, {1, 1}) == State::kBroken);
    auto last = of(Rule::kFinal), not_last = of(Rule::kFinal);
    CHECK(state_after(last, {0, 0, 1}) == State::kKept);
    CHECK(state_after(not_last, {1, 1, 0}) == State::kBroken);
}

TEST_CASE("stays wants the condition without a break") {
    auto kept = of(Rule::kStays, {.time = 200ms}), broken = of(Rule::kStays, {.time = 200ms});
    CHECK(state_after(kept, {0, 1, 1, 1, 0}) == State::kKept);
    CHECK(state_after(broken, {1, 1, 0, 1, 1, 0}) == State::kBroken);
    auto after = of(Rule::kStays, {.after = "fault", .time = 200ms});
    for (Duration now{}; now < 1s; now += 100ms) after.observe(now, 1);
    CHECK(after.state() == State::kOpen);
    after.on_event("fault", 1s);
    for (Duration now = 1s; now < 1300ms; now += 100ms) after.observe(now, 1);
    CHECK(after.state() == State::kKept);
}

TEST_CASE("a metric is judged at the end, by its limits and by what it once was") {
    auto least = of(Rule::kMetric, {.digest = Digest::kSmallest, .least = 0.1f});
    CHECK(state_after(least, {0.5f, 0.05f, 0.4f}) == State::kBroken);
    CHECK(least.story() == "0.05, at least 0.1 wanted");
    auto mean = of(Rule::kMetric, {.digest = Digest::kMean, .least = 1.9f, .most = 2.1f});
    CHECK(state_after(mean, {1, 2, 3}) == State::kKept);
    auto golden = of(Rule::kMetric, {.digest = Digest::kLast, .golden = 10, .tolerance_ratio = 0.1f});
    CHECK(state_after(golden, {5, 10.9f}) == State::kKept);
    auto gone = of(Rule::kMetric, {.digest = Digest::kLast, .golden = 10, .tolerance_ratio = 0.1f});
    CHECK(state_after(gone, {11.1f}) == State::kBroken);
    auto number = of(Rule::kMetric, {.digest = Digest::kLargest, .most = 5});
    CHECK(state_after(number, {std::numeric_limits<float>::quiet_NaN()}) == State::kBroken);
}

TEST_CASE("a metric digests all its values, and has its limits on either side") {
    const auto story = [](Digest digest, const std::vector<std::optional<float>>& values) {
        auto metric = of(Rule::kMetric, {.digest = digest, .most = 1000});
        state_after(metric, values);
        return metric.story();
    };
    CHECK(story(Digest::kLargest, {-3, -1, -2}) == "-1");
    CHECK(story(Digest::kSmallest, {3, 1, 2}) == "1");
    CHECK(story(Digest::kMean, {1, std::nullopt, 2, 6}) == "3");
    CHECK(story(Digest::kLast, {1, 2, 5}) == "5");
    CHECK(story(Digest::kDuration, {1, 2, 5}) == "0.3");
    auto low = of(Rule::kMetric, {.digest = Digest::kLast, .least = 3}), enough = of(Rule::kMetric, {.digest = Digest::kLast, .least = 3});
    CHECK(state_after(low, {2}) == State::kBroken);
    CHECK(low.story() == "2, at least 3 wanted");
    CHECK(state_after(enough, {3}) == State::kKept);
    auto far = of(Rule::kMetric, {.digest = Digest::kLast, .golden = 2, .tolerance_ratio = 0.1f}),
         near = of(Rule::kMetric, {.digest = Digest::kLast, .golden = -2, .tolerance_ratio = 0.1f});
    CHECK(state_after(far, {2.5f}) == State::kBroken);
    CHECK(far.story() == "2.5, 2 within 10 % wanted");
    CHECK(state_after(near, {-2.1f}) == State::kKept);
}

TEST_CASE("an event of another name is none, and one after the verdict changes nothing") {
    auto assertion = of(Rule::kWithin, {.after = "fault", .time = 200ms});
    assertion.on_event("other", 0ms);
    assertion.observe(0ms, 0);
    assertion.finish(100ms);
    CHECK(assertion.story() == "'fault' never happened");
    assertion.on_event("fault", 200ms);
    assertion.observe(300ms, 1);
    CHECK(assertion.state() == State::kBroken);
    auto open = of(Rule::kWithin, {.after = "fault", .time = 10s});
    open.on_event("fault", 0ms);
    CHECK(state_after(open, {0, 0}) == State::kBroken);
    CHECK(open.story() == "not until the end, at 0.20 s");
}

TEST_CASE("what is to stay so has until its time, and breaks then") {
    auto late = of(Rule::kStays, {.time = 200ms, .until = 200ms}), broken = of(Rule::kStays, {.time = 200ms});
    CHECK(state_after(late, {0, 0, 0, 1, 1}) == State::kBroken);
    CHECK(late.story() == "not for 200 ms by 200 ms");
    CHECK(state_after(broken, {1, 0, 1, 0}) == State::kBroken);
    CHECK(broken.story() == "not for 200 ms until the end, at 0.40 s");
}

TEST_CASE("always, never and at look at their time only") {
    auto always = of(Rule::kAlways, {.from = 200ms}), at = of(Rule::kAt, {.time = 200ms}), not_at = of(Rule::kAt, {.time = 200ms}),
         too_short = of(Rule::kAt, {.time = 1s});
    CHECK(state_after(always, {0, 0, 1, 1}) == State::kKept);
    CHECK(state_after(at, {0, 0, 1, 0}) == State::kKept);
    CHECK(state_after(not_at, {1, 1, 0}) == State::kBroken);
    CHECK(state_after(too_short, {1, 1}) == State::kBroken);
    CHECK(too_short.story() == "the run was over at 0.20 s");
}
