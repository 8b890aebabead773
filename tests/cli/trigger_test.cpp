#include "core/cli/trigger.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "core/cli/trigger_capture.hpp"
#include "core/exit_code.hpp"
#include "core/messages/range.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace std::chrono_literals;
using State = TriggerCapture::State;

namespace {

std::vector<BoardSlot> slots() { return {{slot_spec<Range>("range"), "sonar"}}; }

void give(Trigger& trigger, float range_m, Duration at = 0s) {
    const Range range{.range_m = range_m};
    trigger.give("range", SampleHeader{.stamp_ns = ns_of(Time{at}), .sequence = 1}, std::as_bytes(std::span{&range, 1}));
}

std::string refused(Trigger::Kind kind, const std::string& text) {
    try {
        const Trigger trigger{kind, text, slots()};
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kUsage);
        return error.what();
    }
    return "taken";
}

}  // namespace

TEST_CASE("a condition holds as the newest samples say, and not before there are any") {
    Trigger trigger{Trigger::Kind::kCondition, "range.range_m < 0.3m", slots()};
    CHECK(trigger.slots() == std::vector<std::string>{"range"});
    CHECK(trigger.names() == std::vector<std::string>{"range.range_m"});
    CHECK(trigger.holds({}) == false);
    give(trigger, 0.5f);
    CHECK(trigger.holds({}) == false);
    give(trigger, 0.2f);
    CHECK(trigger.holds({}) == true);
}

TEST_CASE("an age grows with the time alone") {
    Trigger trigger{Trigger::Kind::kCondition, "range.age > 500ms", slots()};
    give(trigger, 1, 10s);
    CHECK(trigger.holds(Time{10400ms}) == false);
    CHECK(trigger.holds(Time{10600ms}) == true);
}

TEST_CASE("a level is crossed by numbers only") {
    Trigger rises{Trigger::Kind::kRises, "range.range_m=0.3m", slots()}, falls{Trigger::Kind::kFalls, "range.range_m=0.3m", slots()};
    CHECK(rises.text() == "range.range_m rises to 0.3m");
    CHECK_FALSE(rises.holds({}));
    for (Trigger* trigger : {&rises, &falls}) give(*trigger, NAN);
    CHECK_FALSE(rises.holds({}));
    for (Trigger* trigger : {&rises, &falls}) give(*trigger, 0.4f);
    CHECK(rises.holds({}) == true);
    CHECK(falls.holds({}) == false);
    for (Trigger* trigger : {&rises, &falls}) give(*trigger, 0.3f);
    CHECK(rises.holds({}) == true);
    CHECK(falls.holds({}) == true);
}

TEST_CASE("a trigger that makes no sense is refused with the reason") {
    CHECK_THAT(refused(Trigger::Kind::kCondition, "range.range_m < 0.3s"), Catch::Contains("column"));
    CHECK_THAT(refused(Trigger::Kind::kCondition, "rnage.range_m < 1"), Catch::Contains("did you mean 'range'?"));
    CHECK_THAT(refused(Trigger::Kind::kRises, "range.range_m"), Catch::Contains("SLOT.FIELD=LEVEL"));
    CHECK_THAT(refused(Trigger::Kind::kFalls, "range.range_m=0.3s"), Catch::Contains("trigger 'range.range_m <= 0.3s': column"));
}

TEST_CASE("a capture begins where the trigger begins to hold, and ends so long after it") {
    TriggerCapture capture{1s, 2s};
    capture.learn(false);
    capture.add(Time{5s}, false);
    CHECK(capture.state() == State::kWaiting);
    CHECK(capture.needed_from(Time{5s}) == Time{4s});
    capture.add(Time{6s}, true);
    CHECK(capture.state() == State::kCapturing);
    CHECK(capture.trigger() == Time{6s});
    CHECK(capture.from() == Time{5s});
    CHECK(capture.to() == Time{8s});
    CHECK(capture.needed_from(Time{7s}) == Time{5s});
    capture.add(Time{7s}, false);
    capture.add(Time{7500ms}, true);  // another one belongs to this
    CHECK(capture.trigger() == Time{6s});
    capture.pass(Time{8s});
    CHECK(capture.state() == State::kCapturing);
    capture.pass(Time{8s} + 1ns);
    CHECK(capture.state() == State::kComplete);
}

TEST_CASE("what holds already has to end before it can begin") {
    TriggerCapture capture{1s, 1s};
    capture.learn(true);
    capture.add(Time{1s}, true);
    CHECK(capture.state() == State::kWaiting);
    capture.add(Time{2s}, false);
    capture.add(Time{3s}, true);
    CHECK(capture.trigger() == Time{3s});
}

TEST_CASE("a trigger that cannot say anything changes nothing") {
    TriggerCapture capture{1s, 1s};
    capture.add(Time{1s}, std::nullopt);
    capture.add(Time{2s}, true);  // nobody knows whether it has just begun
    CHECK(capture.state() == State::kWaiting);
    capture.add(Time{3s}, false);
    capture.add(Time{4s}, std::nullopt);
    capture.add(Time{5s}, true);
    CHECK(capture.trigger() == Time{5s});
}

TEST_CASE("a scope that repeats waits for the next beginning, and fires without the trigger when told to") {
    TriggerCapture capture{1s, 1s};
    capture.fire(Time{1s});
    capture.pass(Time{3s});
    CHECK(capture.state() == State::kComplete);
    capture.rearm();
    CHECK(capture.state() == State::kWaiting);
    capture.learn(true);
    capture.add(Time{4s}, true);
    CHECK(capture.state() == State::kWaiting);
    capture.add(Time{5s}, false);
    capture.add(Time{6s}, true);
    CHECK(capture.trigger() == Time{6s});
}
