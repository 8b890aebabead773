#include "drivers/stall_detector.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

Time at(Duration time) { return Time{time}; }

}  // namespace

TEST_CASE("a driven motor that stands for half a second is stalled, and no longer once it turns") {
    StallDetector stall;
    CHECK_FALSE(stall.step(0.6f, 0, at(0ms)));
    CHECK_FALSE(stall.step(0.6f, 0, at(499ms)));
    CHECK(stall.step(0.6f, 0, at(500ms)));
    CHECK_FALSE(stall.step(0.6f, -2, at(520ms)));
    CHECK_FALSE(stall.step(0.6f, 0, at(540ms)));
    CHECK_FALSE(stall.step(0.6f, 0, at(1020ms)));
    CHECK(stall.step(0.6f, 0, at(1040ms)));
}

TEST_CASE("a motor that is hardly driven, or whose speed nobody knows, is not stalled") {
    StallDetector stall;
    for (Duration time = 0ms; time < 2s; time += 20ms) {
        CHECK_FALSE(stall.step(0.3f, 0, at(time)));
    }
    StallDetector blind;
    for (Duration time = 0ms; time < 2s; time += 20ms) {
        CHECK_FALSE(blind.step(1, std::nanf(""), at(time)));
    }
}
