// What a reading is worth, and how it says so.
#include "core/reading.hpp"

#include <catch2/catch.hpp>

#include "core/messages/operator_request.hpp"
#include "core/messages/range.hpp"
#include "core/simulated_slot.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

TEST_CASE("a fallback stands in for what is not fresh, and for nothing else") {
    Wire<Range> wire{{.max_age = 100ms}};
    CHECK(wire.input.read().value_or({.range_m = 9}).range_m == 9);
    CHECK(Reading<Range>{}.value_or({.range_m = 9}).range_m == 9);
    wire.output.write({.range_m = 0.5f});
    CHECK(wire.input.read().value_or({.range_m = 9}).range_m == 0.5f);
    wire.at(1s);
    CHECK(wire.input.read().value_or({.range_m = 9}).range_m == 9);
}

TEST_CASE("who uses what is not there is told why it is not") {
    Child never{[] {
        const Wire<Range> wire;
        return static_cast<int>(wire.input.read()->range_m);
    }};
    CHECK(never.wait() == 128 + SIGABRT);
    CHECK_THAT(never.said(), Catch::Contains("slot 'front'") && Catch::Contains("it is never written"));
    Child nothing{[] { return static_cast<int>((*Reading<Range>{}).range_m); }};
    CHECK(nothing.wait() == 128 + SIGABRT);
    CHECK_THAT(nothing.said(), Catch::Contains("it is no slot"));
    CHECK(std::string{text_of(Freshness::kFresh)} == "fresh");
    CHECK(std::string{text_of(Freshness::kStale)} == "stale");
    CHECK(std::string{text_of(Freshness::kOverrun)} == "overrun");
    CHECK(std::string{text_of(static_cast<Freshness>(99))} == "?");
}

TEST_CASE("a wait ends when its time is over, whether or not its slot wakes who waits") {
    const bool notify = GENERATE(true, false);
    Wire<Range> wire{{.notify = notify}};
    for (const Duration timeout : {Duration{100us}, Duration{3ms}}) CHECK_FALSE(wire.input.wait(timeout));
    wire.output.write({});
    CHECK(wire.input.wait(3ms));
}

TEST_CASE("slots that tell of the run, of people and of clocks are not the simulated world's") {
    for (const char* const slot : {"range", "clock_drift", "player_name", "recordings", "wheels.state"}) {
        INFO(slot);
        CHECK(is_simulated(slot));
    }
    for (const char* const slot : {"wheels.status", "wheels.params", "supervisor.wheels", "operator.param", "clock", "clock.wheels",
                                   "link_status", "recording", "flight_recording", "player", "player_control"}) {
        INFO(slot);
        CHECK_FALSE(is_simulated(slot));
    }
}

TEST_CASE("people's nodes are operator and what is below it") {
    CHECK(is_operator_node("operator"));
    CHECK(is_operator_node("operator.goal"));
    CHECK_FALSE(is_operator_node("operators"));
    CHECK_FALSE(is_operator_node("wheels"));
}
