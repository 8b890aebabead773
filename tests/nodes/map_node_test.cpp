// What gets into the map, and when it is published.
#include "nodes/map_node.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "core/testing/bench.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Drawing {
    Bench<MapNode> bench;
    Pose pose{};

    void hear(float range_m, float bearing_rad = 0) {
        bench.set("pose", pose);
        bench.set("range", Range{.range_m = range_m, .max_range_m = 4, .beam_width_rad = 0.26f, .bearing_rad = bearing_rad});
        bench.step();
        bench.advance(50ms);
    }
    OccupancyGrid grid() {
        OccupancyGrid grid{{}, 1};
        REQUIRE(grid.load(*bench.get<Map>("map")));
        return grid;
    }
    bool occupied(Point p) { return grid().occupied(grid().cell_at(p)); }
    bool unknown(Point p) { return grid().unknown(grid().cell_at(p)); }
};

}  // namespace

TEST_CASE("map node: an echo is entered from where the transducer was, the way to it is free") {
    Drawing drawing;
    drawing.pose = {.x_m = 0.5f, .y_m = 0.2f, .heading_rad = 1.5708f};
    for (int i = 0; i < 6; ++i) drawing.hear(0.9f);
    CHECK(drawing.occupied({0.5f, 1.19f}));  // 0.2 + 0.08 to the transducer + 0.9
    CHECK_FALSE(drawing.unknown({0.5f, 0.7f}));
    CHECK(drawing.unknown({1.4f, 0.2f}));
}

TEST_CASE("map node: an echo belongs to the pose of its ping, not to the present one") {
    Drawing drawing;
    for (int i = 0; i < 6; ++i) {
        drawing.bench.set("pose", Pose{});
        drawing.bench.set("range", Range{.range_m = 0.9f, .max_range_m = 4, .beam_width_rad = 0.26f});
        drawing.bench.advance(20ms);
        drawing.bench.set("pose", Pose{.x_m = 0.4f});
        drawing.bench.step();
        drawing.bench.advance(30ms);
    }
    CHECK(drawing.occupied({0.98f, 0}));
    CHECK_FALSE(drawing.occupied({1.38f, 0}));
}

TEST_CASE("map node: a failed range, and one without a pose, teach nothing") {
    Drawing drawing;
    const bool failed = GENERATE(true, false);
    for (int i = 0; i < 6; ++i) {
        drawing.pose.x_m = failed ? 0.0f : std::nanf("");
        drawing.hear(failed ? std::nanf("") : 0.9f);
    }
    CHECK(drawing.bench.get<Map>("map")->log_odds == Map{}.log_odds);
}

TEST_CASE("map node: the map goes out four times a second, not at every step") {
    Drawing drawing;
    drawing.hear(1);
    const auto first = drawing.bench.get<Map>("map").sequence();
    for (int i = 0; i < 20; ++i) drawing.hear(1);
    CHECK(drawing.bench.get<Map>("map").sequence() - first == 4);
}

TEST_CASE("map node: where the robot drives to an edge the map has an obstacle that no beam frees") {
    Drawing drawing;
    const auto meet = [&](float speed_m_s) {
        drawing.pose.speed_m_s = speed_m_s;
        drawing.bench.set("ground_contact", GroundContact{{1, 0, 0, 0}});
        drawing.hear(2);
    };
    meet(0);  // a robot that is carried sees no floor either
    for (int i = 0; i < 5; ++i) drawing.hear(2);
    CHECK_FALSE(drawing.occupied({0.09f, 0.085f}));
    meet(0.1f);
    drawing.bench.set("ground_contact", GroundContact{});
    for (int i = 0; i < 40; ++i) drawing.hear(2);
    CHECK(drawing.occupied({0.09f, 0.085f}));
    CHECK_FALSE(drawing.occupied({0.09f, -0.085f}));
}

TEST_CASE("map node: an edge goes on to where a sensor sees floor, and beyond the robot to the other side") {
    Drawing drawing;
    drawing.pose = {.x_m = 1, .speed_m_s = 0.1f};
    const auto no_floor = [&](float y_m) { return drawing.occupied({1.09f, y_m}); };
    SECTION("on the left") {
        drawing.bench.set("ground_contact", GroundContact{{1, 0, 0, 0}});
        drawing.hear(2);
        CHECK(no_floor(0.18f));
        CHECK_FALSE(no_floor(0.26f));
        CHECK(no_floor(0));  // the sensors look to both sides of it
        CHECK_FALSE(no_floor(-0.085f));
    }
    SECTION("on the right") {
        drawing.bench.set("ground_contact", GroundContact{{0, 1, 0, 0}});
        drawing.hear(2);
        CHECK_FALSE(no_floor(0.085f));
        CHECK(no_floor(0));
        CHECK(no_floor(-0.18f));
    }
    SECTION("ahead") {
        drawing.bench.set("ground_contact", GroundContact{{1, 1, 0, 0}});
        drawing.hear(2);
        CHECK(no_floor(0.18f));
        CHECK(no_floor(0));
        CHECK(no_floor(-0.18f));
    }
}
