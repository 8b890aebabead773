#include "nodes/announcer.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Speaker {
    Announcer announcer{3s, 5s};
    Time now{100s};

    std::optional<unsigned> after(Duration duration, const Road& road, bool speaking = false) {
        return announcer.news(road, speaking, now += duration);
    }
};

Road obstacle(float ahead_m) { return {.ahead_m = ahead_m, .cliff = false}; }
const Road kClearRoad = obstacle(std::numeric_limits<float>::infinity());
const Road kEdge{.ahead_m = 0.5f, .cliff = true};

}  // namespace

TEST_CASE("announcer: a clear road is no news at first") {
    Speaker speaker;
    CHECK_FALSE(speaker.after(10s, kClearRoad));
    CHECK_FALSE(speaker.after(10s, {}));
}

TEST_CASE("announcer: an obstacle is told in tenths of a metre, rounded up") {
    for (const auto& [ahead_m, clip] : {std::pair{0.02f, 0u}, {0.15f, 1u}, {0.51f, 5u}, {0.99f, 9u}})
        CHECK(Speaker{}.after(1s, obstacle(ahead_m)) == clip);
    CHECK_FALSE(Speaker{}.after(1s, obstacle(1.2f)));
}

TEST_CASE("announcer: the same distance is told once, another one after the gap") {
    Speaker speaker;
    CHECK(speaker.after(1s, obstacle(0.55f)));
    CHECK_FALSE(speaker.after(10s, obstacle(0.56f)));
    CHECK(speaker.after(1s, obstacle(0.45f)) == 4u);
    CHECK_FALSE(speaker.after(2900ms, obstacle(0.35f)));
    CHECK(speaker.after(100ms, obstacle(0.35f)) == 3u);
}

TEST_CASE("announcer: a road that is clear again is told once") {
    Speaker speaker;
    CHECK(speaker.after(1s, obstacle(0.55f)));
    CHECK(speaker.after(4s, kClearRoad) == Announcer::kClear);
    CHECK_FALSE(speaker.after(4s, kClearRoad));
}

TEST_CASE("announcer: an edge comes before everything, at once, and is repeated while it stays") {
    Speaker speaker;
    CHECK(speaker.after(1s, obstacle(0.55f)));
    CHECK(speaker.after(10ms, kEdge, true) == Announcer::kCliff);
    CHECK_FALSE(speaker.after(10ms, kEdge, true));
    CHECK_FALSE(speaker.after(4900ms, kEdge));
    CHECK(speaker.after(100ms, kEdge) == Announcer::kCliff);
}

TEST_CASE("announcer: nothing but an edge interrupts what is being said") {
    Speaker speaker;
    CHECK(speaker.after(1s, obstacle(0.55f)));
    CHECK_FALSE(speaker.after(10s, obstacle(0.25f), true));
    CHECK(speaker.after(10ms, obstacle(0.25f)));
}

TEST_CASE("announcer: a range that failed or is not known is no news") {
    Speaker speaker;
    CHECK(speaker.after(1s, obstacle(0.55f)));
    CHECK_FALSE(speaker.after(10s, obstacle(std::numeric_limits<float>::quiet_NaN())));
    CHECK_FALSE(speaker.after(10s, {}));
}
