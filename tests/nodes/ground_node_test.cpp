// What counts as floor, and that everything else is a cliff.
#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "core/testing/bench.hpp"
#include "nodes/ground_node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

using Levels = std::array<std::uint8_t, 4>;
constexpr Levels kAllLow{0, 0, 0, 0};
constexpr Levels kAllHigh{1, 1, 1, 1};

Levels after(Bench<GroundNode>& bench, Levels levels, Duration duration) {
    for (Duration passed{}; passed < duration; passed += 10ms) {
        bench.set("ground_lines", GroundLines{levels});
        bench.step();
        bench.advance(10ms);
    }
    return bench.get<GroundContact>("ground_contact")->cliff;
}

}  // namespace

TEST_CASE("the polarity has no default: vendors differ") {
    try {
        Bench<GroundNode> bench;
        FAIL("started");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
        CHECK_THAT(error.what(), Catch::Contains("active_low"));
    }
}

TEST_CASE("with active-low comparators a low line is floor and a high one a cliff") {
    Bench<GroundNode> bench{{{"active_low", "true"}}};
    CHECK(after(bench, kAllLow, 200ms) == kAllLow);
    CHECK(after(bench, {0, 1, 0, 0}, 200ms) == Levels{0, 1, 0, 0});
}

TEST_CASE("with active-high comparators it is the other way round") {
    Bench<GroundNode> bench{{{"active_low", "false"}}};
    CHECK(after(bench, kAllHigh, 200ms) == kAllLow);
    CHECK(after(bench, {1, 1, 1, 0}, 200ms) == Levels{0, 0, 0, 1});
}

TEST_CASE("a broken wire reads as a cliff") {
    Bench<GroundNode> low{{{"active_low", "true"}}};
    CHECK(after(low, {0, 0, 1, 0}, 200ms)[2] == 1);  // the pull-up takes the line high
    Bench<GroundNode> high{{{"active_low", "false"}}};
    CHECK(after(high, {1, 1, 0, 1}, 200ms)[2] == 1);  // the pull-down takes it low
}

TEST_CASE("before the first lines, and when they stop coming, everything is a cliff") {
    Bench<GroundNode> bench{{{"active_low", "true"}}};
    bench.step();
    CHECK(bench.get<GroundContact>("ground_contact")->cliff == kAllHigh);
    REQUIRE(after(bench, kAllLow, 200ms) == kAllLow);
    bench.advance(60ms);
    bench.step();
    CHECK(bench.get<GroundContact>("ground_contact")->cliff == kAllHigh);
}

TEST_CASE("a flicker shorter than the debounce time changes nothing") {
    Bench<GroundNode> bench{{{"active_low", "true"}, {"debounce", "20ms"}}};
    REQUIRE(after(bench, kAllLow, 200ms) == kAllLow);
    CHECK(after(bench, kAllHigh, 20ms) == kAllLow);
    CHECK(after(bench, kAllLow, 20ms) == kAllLow);
    CHECK(after(bench, kAllHigh, 40ms) == kAllHigh);
}

TEST_CASE("a cliff is believed sooner than a floor") {
    Bench<GroundNode> bench{{{"active_low", "true"}}};
    CHECK(after(bench, kAllLow, 40ms) == kAllHigh);
    CHECK(after(bench, kAllLow, 20ms) == kAllLow);
    CHECK(after(bench, kAllHigh, 20ms) == kAllHigh);
}
