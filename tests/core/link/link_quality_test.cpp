// When a run in real time says nothing about the robot.
#include <catch2/catch.hpp>

#include "core/link/link_quality.hpp"

using namespace seqboard;
using namespace seqboard::link;
using namespace std::chrono_literals;

namespace {

/// One answer each 10 ms, every `n`th of them later by `late`.
LinkQuality after(int answers, int n, Duration late) {
    LinkQuality quality{10ms};
    for (int i = 1; i <= answers; ++i) quality.note_answer(i % 2, Time{i * 10ms + (i % n == 0 ? late : 0ms)});
    return quality;
}

}  // namespace

TEST_CASE("answers that come in time are within any budget") {
    const LinkQuality quality = after(1000, 10, 400us);
    CHECK(quality.jitter() == 1ms);
    CHECK(quality.fault({}, 0.0f).empty());
    CHECK(quality.mean_age() == 5ms);
    CHECK(quality.most_age() == 10ms);
}

TEST_CASE("one late answer in a thousand is forgiven, one in ten is not") {
    CHECK(after(1000, 1000, 100ms).fault({}, 0.0f).empty());
    CHECK_THAT(after(1000, 10, 100ms).fault({}, 0.0f), Catch::Contains("not within 30 ms"));
    CHECK(after(1000, 10, 100ms).fault({.jitter = 200ms}, 0.0f).empty());
}

TEST_CASE("more losses than the budget has are a fault, once there is enough to judge by") {
    CHECK_THAT(after(100, 10, 0ms).fault({}, 0.05f), Catch::Contains("5.0 % of the frames were lost"));
    CHECK(after(100, 10, 0ms).fault({.loss_ratio = 0.1f}, 0.05f).empty());
    CHECK(after(99, 10, 0ms).fault({}, 0.05f).empty());
}

TEST_CASE("the line's own round trip is the shortest that was seen") {
    LinkQuality quality{10ms};
    CHECK_FALSE(quality.round_trip());
    for (const Duration turn : {5ms, 2ms, 9ms}) quality.note_round_trip(turn);
    CHECK(quality.round_trip() == Duration{2ms});
}
