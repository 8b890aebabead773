// Map, search and pursuit on maps made by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <memory>

#include "nodes/pure_pursuit.hpp"
#include "nodes/route_planner.hpp"
#include "tests/nodes/sketch.hpp"

using namespace seqboard;
using seqboard::testing::Sketch;

namespace {

using Cell = OccupancyGrid::Cell;

OccupancyGrid::Beam beam_at(float range_m, float direction_rad = 0) {
    return {.sensor = {0, 0}, .direction_rad = direction_rad, .width_rad = 0.26f, .range_m = range_m, .max_range_m = 4};
}

CostGrid free_cost() {
    CostGrid cost;
    cost.fill(0);
    return cost;
}

}  // namespace

TEST_CASE("an echo marks its place, frees the way to it and leaves the rest unknown") {
    OccupancyGrid grid{{-2.4f, -2.4f}, 0.05f};
    for (int i = 0; i < 2; ++i) grid.add(beam_at(0.98f));
    CHECK(grid.occupied(grid.cell_at({0.98f, 0.01f})));
    CHECK_FALSE(grid.occupied(grid.cell_at({0.5f, 0})));
    CHECK_FALSE(grid.unknown(grid.cell_at({0.5f, 0})));
    CHECK(grid.unknown(grid.cell_at({1.4f, 0})));
    CHECK(grid.unknown(grid.cell_at({0, 1.0f})));
}

TEST_CASE("no echo frees little, so that a smooth wall is not wiped out at once") {
    OccupancyGrid grid{{-2.4f, -2.4f}, 0.05f};
    for (int i = 0; i < 2; ++i) grid.add(beam_at(0.98f));
    grid.add(beam_at(std::numeric_limits<float>::infinity()));
    CHECK(grid.occupied(grid.cell_at({0.98f, 0.01f})));
    for (int i = 0; i < 60; ++i) grid.add(beam_at(std::numeric_limits<float>::infinity()));
    CHECK_FALSE(grid.occupied(grid.cell_at({0.98f, 0.01f})));
}

TEST_CASE("what several echoes have confirmed is freed by a beam that passes, not by silence") {
    OccupancyGrid grid{{-2.4f, -2.4f}, 0.05f};
    for (int i = 0; i < 3; ++i) grid.add(beam_at(0.98f));
    for (int i = 0; i < 200; ++i) grid.add(beam_at(std::numeric_limits<float>::infinity()));
    CHECK(grid.occupied(grid.cell_at({0.98f, 0.01f})));
    for (int i = 0; i < 20; ++i) grid.add(beam_at(1.8f));
    CHECK_FALSE(grid.occupied(grid.cell_at({0.98f, 0.01f})));
}

TEST_CASE("silence alone never makes a place known") {
    OccupancyGrid grid{{-2.4f, -2.4f}, 0.05f};
    for (int i = 0; i < 200; ++i) grid.add(beam_at(std::numeric_limits<float>::infinity()));
    CHECK(grid.unknown(grid.cell_at({0.5f, 0})));
    grid.add(beam_at(0.98f));
    CHECK_FALSE(grid.unknown(grid.cell_at({0.5f, 0})));
}

TEST_CASE("an echo that a known obstacle explains does not close the way beside it") {
    OccupancyGrid grid{{-2.4f, -2.4f}, 0.05f};
    const Cell box = grid.cell_at({0.98f, 0.02f});
    const Cell beside = grid.cell_at({0.97f, 0.17f});
    for (int i = 0; i < 3; ++i) grid.add({.sensor = {0, 0}, .direction_rad = 0, .width_rad = 0.06f, .range_m = 0.98f, .max_range_m = 4});
    REQUIRE(grid.occupied(box));
    REQUIRE_FALSE(grid.occupied(beside));
    for (int i = 0; i < 2; ++i) grid.add(beam_at(0.98f, 0.12f));  // the box is still in the cone
    CHECK_FALSE(grid.occupied(beside));
    OccupancyGrid empty{{-2.4f, -2.4f}, 0.05f};
    empty.add(beam_at(0.98f, 0.12f));
    CHECK(empty.occupied(beside));
}

TEST_CASE("one near echo on the axis closes its cell, though beams have passed there and a known obstacle would explain it") {
    OccupancyGrid grid{{-2.4f, -2.4f}, 0.05f};
    const Cell corner = grid.cell_at({0.32f, 0.01f});
    const Cell beside = grid.cell_at({0.28f, 0.17f});
    for (int i = 0; i < 3; ++i)
        grid.add({.sensor = {0.10f, 0.175f}, .direction_rad = 0, .width_rad = 0.06f, .range_m = 0.175f, .max_range_m = 4});
    for (int i = 0; i < 2; ++i) grid.add(beam_at(1));
    REQUIRE(grid.occupied(beside));
    REQUIRE_FALSE(grid.unknown(corner));
    grid.add({.sensor = {0, 0}, .direction_rad = 0, .width_rad = 1.1f, .range_m = 0.33f, .max_range_m = 4});
    CHECK(grid.occupied(corner));
    grid.add(beam_at(1));
    CHECK(grid.occupied(corner));  // a beam that grazes it does not open it at once
    for (int i = 0; i < 10; ++i) grid.add(beam_at(1));
    CHECK_FALSE(grid.occupied(corner));
}

TEST_CASE("a range that is no number teaches nothing") {
    OccupancyGrid grid{{-2.4f, -2.4f}, 0.05f};
    grid.add(beam_at(std::nanf("")));
    grid.add(beam_at(-1));
    for (int y = 0; y < OccupancyGrid::kSide; ++y)
        for (int x = 0; x < OccupancyGrid::kSide; ++x) REQUIRE(grid.unknown({x, y}));
}

TEST_CASE("beams that leave the map, or come from outside it, do no harm") {
    OccupancyGrid grid{{-2.4f, -2.4f}, 0.05f};
    for (const Point sensor : {Point{2.39f, 2.39f}, Point{-5, 0}, Point{1e9f, -1e9f}})
        grid.add({.sensor = sensor, .direction_rad = 0.7f, .width_rad = 0.26f, .range_m = 1, .max_range_m = 4});
    grid.clear_disc({2.4f, 2.4f}, 0.2f);
    CHECK(grid.occupied({-1, 0}));
    CHECK(grid.occupied({0, OccupancyGrid::kSide}));
}

TEST_CASE("the distance field counts from the nearest occupied cell and from the border") {
    Sketch sketch;
    sketch.block({0.025f, 0.025f});
    auto tenths = std::make_unique<std::array<std::uint8_t, OccupancyGrid::kCells>>();
    sketch.grid.distances(*tenths);
    const Cell blocked = sketch.grid.cell_at({0.025f, 0.025f});
    const auto at = [&](int x, int y) { return (*tenths)[static_cast<std::size_t>(OccupancyGrid::index_of({x, y}))]; };
    CHECK(at(blocked.x, blocked.y) == 0);
    CHECK(at(blocked.x + 3, blocked.y) == 30);
    CHECK(at(blocked.x + 3, blocked.y + 3) == 42);
    CHECK(at(0, 40) == 10);
    CHECK(at(OccupancyGrid::kSide - 2, 40) == 20);
}

TEST_CASE("the search goes straight where nothing stands") {
    const auto search = std::make_unique<GridSearch>();
    REQUIRE(search->find(free_cost(), {10, 10}, {30, 10}));
    CHECK(search->path().size() == 21);
    CHECK(GridSearch::cell_of(search->path().front()) == Cell{10, 10});
    CHECK(GridSearch::cell_of(search->path().back()) == Cell{30, 10});
}

TEST_CASE("the search takes the gap of a wall, and says so when there is none") {
    const auto search = std::make_unique<GridSearch>();
    CostGrid cost = free_cost();
    for (int y = 0; y < OccupancyGrid::kSide; ++y)
        cost[static_cast<std::size_t>(OccupancyGrid::index_of({20, y}))] = y == 80 ? 0 : kBlocked;
    REQUIRE(search->find(cost, {10, 10}, {30, 10}));
    bool through_gap = false;
    for (const std::int16_t index : search->path()) through_gap = through_gap || GridSearch::cell_of(index) == Cell{20, 80};
    CHECK(through_gap);
    CHECK(search->path().size() == 141);  // 70 up and 70 down, ten of each diagonally across
    cost[static_cast<std::size_t>(OccupancyGrid::index_of({20, 80}))] = kBlocked;
    CHECK_FALSE(search->find(cost, {10, 10}, {30, 10}));
    CHECK(search->path().empty());
}

TEST_CASE("a search in parts ends as the same search at once") {
    CostGrid cost = free_cost();
    for (int y = 0; y < OccupancyGrid::kSide; ++y)
        cost[static_cast<std::size_t>(OccupancyGrid::index_of({20, y}))] = y == 80 ? 0 : kBlocked;
    const auto whole = std::make_unique<GridSearch>(), parts = std::make_unique<GridSearch>();
    REQUIRE(whole->find(cost, {10, 10}, {30, 10}));
    parts->begin(cost, {10, 10}, {30, 10});
    int count = 1;
    while (parts->go_on(cost, 100) == GridSearch::State::kSearching) ++count;
    CHECK(count > 5);
    CHECK(std::equal(whole->path().begin(), whole->path().end(), parts->path().begin(), parts->path().end()));
}

TEST_CASE("the search prefers a long cheap way to a short dear one") {
    const auto search = std::make_unique<GridSearch>();
    CostGrid cost = free_cost();
    for (int y = 5; y < 20; ++y) cost[static_cast<std::size_t>(OccupancyGrid::index_of({20, y}))] = 1000;
    REQUIRE(search->find(cost, {10, 10}, {30, 10}));
    for (const std::int16_t index : search->path()) CHECK(cost[static_cast<std::size_t>(index)] == 0);
}

TEST_CASE("a start or goal outside the map has no way") {
    const auto search = std::make_unique<GridSearch>();
    CHECK_FALSE(search->find(free_cost(), {-1, 10}, {30, 10}));
    CHECK_FALSE(search->find(free_cost(), {10, 10}, {96, 10}));
}

TEST_CASE("the route goes round a box and keeps hull and margin away from it") {
    Sketch sketch;
    for (float x = 0.8f; x <= 1.2f; x += 0.05f) sketch.wall({x, -0.5f}, {x, 0.3f});
    const auto route = std::make_unique<RoutePlanner>(RouteConfig{});
    REQUIRE(route->plan(sketch.grid, {0, 0}, {2, 0}));
    const auto points = route->points();
    REQUIRE(points.size() >= 3);
    CHECK(points.front().x_m == 0);
    CHECK(points.back().x_m == 2);
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        for (float part = 0; part <= 1; part += 0.02f)
            REQUIRE(route->clearance_m(sketch.grid, points[i] + part * (points[i + 1] - points[i])) > 0.02f);
}

TEST_CASE("there is no route through a gap that is too narrow") {
    Sketch sketch;
    sketch.wall({1, -2.4f}, {1, -0.1f});
    sketch.wall({1, 0.1f}, {1, 2.4f});
    const auto route = std::make_unique<RoutePlanner>(RouteConfig{});
    CHECK_FALSE(route->plan(sketch.grid, {0, 0}, {2, 0}));
    CHECK(route->points().empty());
}

TEST_CASE("a route past what one far echo has closed is had for the asking, and knows that it is narrow there") {
    Sketch sketch;
    sketch.wall({1, -2.4f}, {1, -0.3f});
    sketch.wall({1, 0.3f}, {1, 2.4f});
    const auto route = std::make_unique<RoutePlanner>(RouteConfig{});
    REQUIRE(route->plan(sketch.grid, {0, 0}, {2, 0}));
    const Point between{0.98f, 0.025f};
    const OccupancyGrid::Beam beam{.sensor = {0, between.y_m}, .width_rad = 0.05f, .range_m = between.x_m, .max_range_m = 4};
    sketch.grid.add(beam);
    REQUIRE(sketch.grid.occupied(sketch.grid.cell_at(between)));
    CHECK_FALSE(route->plan(sketch.grid, {0, 0}, {2, 0}));
    constexpr auto kConfirmed = OccupancyGrid::Evidence::kConfirmed;
    CHECK(route->plan(sketch.grid, {0, 0}, {2, 0}, 0, kConfirmed));
    CHECK(route->clearance_m(sketch.grid, between) < 0);
    for (int i = 0; i < 2; ++i) sketch.grid.add(beam);
    CHECK_FALSE(route->plan(sketch.grid, {0, 0}, {2, 0}, 0, kConfirmed));  // now it is sure
}

TEST_CASE("a robot that stands too near to a wall may leave it") {
    Sketch sketch;
    sketch.wall({0.13f, -0.5f}, {0.13f, 0.5f});
    const auto route = std::make_unique<RoutePlanner>(RouteConfig{});
    CHECK(route->plan(sketch.grid, {0, 0}, {-2, 0}));
}

TEST_CASE("pursuit steers left at a line on the left, right at one on the right, and stops at its end") {
    const std::array left{Point{0, 0.3f}, Point{3, 0.3f}};
    const std::array right{Point{0, -0.3f}, Point{3, -0.3f}};
    CHECK(pursue({}, left, {1, 0}, 0, 1).yaw_rate_rad_s > 0.1f);
    CHECK(pursue({}, right, {1, 0}, 0, 1).yaw_rate_rad_s < -0.1f);
    CHECK(pursue({}, left, {3, 0.3f}, 0, 1).speed_m_s == Approx(0).margin(0.01));
}

TEST_CASE("pursuit keeps the speed limit, and turns on the spot to what lies behind") {
    const std::array line{Point{0, 0}, Point{3, 0}};
    CHECK(pursue({}, line, {1, 0}, 0, 0.1f).speed_m_s == Approx(0.1));
    const DriveCommand about = pursue({}, line, {1, 0}, 3.0f, 1);
    CHECK(about.speed_m_s == 0);
    CHECK(about.yaw_rate_rad_s < -0.5f);
}

TEST_CASE("pursuit brings a robot beside the line onto it") {
    const std::array line{Point{0, 0}, Point{5, 0}};
    Point position{0, 0.4f};
    float heading_rad = 0;
    for (int i = 0; i < 400; ++i) {
        const DriveCommand command = pursue({}, line, position, heading_rad, 1);
        position = position + command.speed_m_s * 0.02f * unit_vector(heading_rad);
        heading_rad += command.yaw_rate_rad_s * 0.02f;
    }
    CHECK(position.x_m > 1.5f);
    CHECK(std::abs(position.y_m) < 0.02f);
}
