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
    CHECK_FALSE(stall.step(0.6f, 8, at(520ms)));
    CHECK_FALSE(stall.step(0.6f, 0, at(540ms)));
    CHECK_FALSE(stall.step(0.6f, 0, at(1019ms)));
    CHECK(stall.step(0.6f, 0, at(1020ms)));
}

TEST_CASE("an encoder that counts up and down by one, or backward, is found as a wheel that stands") {
    StallDetector one_line;
    for (Duration time = 0ms; time < 500ms; time += 20ms) CHECK_FALSE(one_line.step(0.6f, time % 40ms == 0ms ? 1.0f : -1.0f, at(time)));
    CHECK(one_line.step(0.6f, 1, at(500ms)));
    StallDetector swapped;
    for (Duration time = 0ms; time < 500ms; time += 20ms) CHECK_FALSE(swapped.step(0.6f, -9, at(time)));
    CHECK(swapped.step(0.6f, -9, at(500ms)));
}

TEST_CASE("a wheel in motion whose encoder falls silent, or counts backward, under drive is found at once") {
    for (const float silent : {0.0f, -9.0f}) {
        StallDetector stall;
        for (Duration time = 0ms; time <= 500ms; time += 20ms) CHECK_FALSE(stall.step(0.6f, 9, at(time)));
        for (Duration time = 520ms; time < 580ms; time += 20ms) CHECK_FALSE(stall.step(0.6f, silent, at(time)));
        CHECK(stall.step(0.6f, silent, at(580ms)));
    }
}

TEST_CASE("a wheel that is told to be slower, slips for a moment, or is braked has not stalled") {
    StallDetector slower;
    for (Duration time = 0ms; time < 1s; time += 20ms)
        CHECK_FALSE(slower.step(0.45f, std::fmax(1.0f, 12 - 30 * seconds_of(time)), at(time)));
    StallDetector slips;
    for (Duration time = 0ms; time < 1s; time += 20ms)
        CHECK_FALSE(slips.step(0.6f, time == 500ms || time == 520ms ? 1.0f : 9.0f, at(time)));
    StallDetector braked;
    for (Duration time = 0ms; time < 1s; time += 20ms)
        CHECK_FALSE(braked.step(time < 500ms ? 0.6f : 0.1f, time < 520ms ? 9.0f : 0.0f, at(time)));
}

TEST_CASE("a wheel that still rolls back when it is driven forward is given the time to turn") {
    StallDetector stall;
    for (Duration time = 0ms; time < 300ms; time += 20ms) CHECK_FALSE(stall.step(0.6f, -9, at(time)));
    for (Duration time = 300ms; time < 2s; time += 20ms) CHECK_FALSE(stall.step(0.6f, 3, at(time)));
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
