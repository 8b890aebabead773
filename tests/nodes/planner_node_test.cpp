// The planner's decisions, its inputs made by hand.
#include "nodes/planner_node.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "core/testing/bench.hpp"
#include "tests/nodes/sketch.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

struct Desk {
    Bench<PlannerNode> bench;
    Sketch sketch;
    Pose pose{};
    Goal goal{.x_m = 2, .radius_m = 0.08f, .count = 7, .kind = GoalKind::kPlace};

    Plan plan() {
        bench.set("map", sketch.grid.map());
        return step();
    }
    Plan step() {
        bench.set("pose", pose);
        bench.set("goal", goal);
        bench.step();
        bench.advance(50ms);
        return *bench.get<Plan>("plan");
    }
    /// The first plan that is another one.
    Plan decided() {
        Plan before = *bench.get<Plan>("plan"), now = step();
        for (int i = 0; i < 20 && now.replans == before.replans; ++i) now = step();
        return now;
    }
};

}  // namespace

TEST_CASE("planner: the way over a free floor is straight, and says which goal it leads to") {
    Desk desk;
    const Plan plan = desk.plan();
    CHECK(plan.state == PlanState::kDriving);
    CHECK(plan.points == 2);
    CHECK(plan.x_m[1] == 2.0f);
    CHECK(plan.goal_distance_m == Approx(2));
    CHECK(plan.goal_count == 7);
}

TEST_CASE("planner: a box in the way is planned round") {
    Desk desk;
    for (float x = 0.8f; x <= 1.2f; x += 0.05f) desk.sketch.wall({x, -0.3f}, {x, 0.3f});
    const Plan plan = desk.plan();
    REQUIRE(plan.points >= 3);
    float farthest_m = 0;
    for (std::size_t i = 0; i < plan.points; ++i) farthest_m = std::max(farthest_m, std::abs(plan.y_m[i]));
    CHECK(farthest_m > 0.4f);
    CHECK(plan.x_m[plan.points - 1u] == 2.0f);
}

TEST_CASE("planner: it tells how much room there is, and how far ahead the way has been looked at") {
    Desk desk;
    desk.sketch.wall({-0.5f, 0.5f}, {0.5f, 0.5f});
    CHECK(desk.plan().clearance_m == Approx(0.4f).margin(0.05f));
    CHECK(desk.step().explored_m == 0);
    desk.sketch.free(Point{0, -0.2f}, Point{0.4f, 0.2f});
    CHECK(desk.plan().explored_m == Approx(0.2f));
    desk.sketch.free(Point{0, -0.2f}, Point{0.7f, 0.2f});
    CHECK(desk.plan().explored_m == Approx(0.4f));
}

TEST_CASE("planner: a new map and another goal mean a new plan, a step alone does not") {
    Desk desk;
    const std::uint32_t replans = desk.plan().replans;
    CHECK(desk.step().replans == replans);
    CHECK(desk.plan().replans == replans + 1);
    desk.goal.count = 8;
    desk.goal.x_m = 1;
    CHECK(desk.step().replans == replans + 2);
    CHECK(desk.step().x_m[1] == 1.0f);
}

TEST_CASE("planner: at the goal it says so for good, until the goal is another") {
    Desk desk;
    desk.pose.x_m = 1.95f;
    CHECK(desk.plan().state == PlanState::kArrived);
    desk.pose.x_m = 1.8f;  // the estimate wanders; the robot does not
    CHECK(desk.plan().state == PlanState::kArrived);
    desk.goal.count = 8;
    CHECK(desk.step().state == PlanState::kDriving);
}

TEST_CASE("planner: where no way is wide enough it says blocked") {
    Desk desk;
    desk.sketch.wall({1, -2.4f}, {1, 2.4f});
    desk.plan();
    const Plan plan = desk.decided();
    CHECK(plan.state == PlanState::kBlocked);
    CHECK(plan.points == 0);
}

TEST_CASE(
    "planner: a search through a large part of the map takes several steps, a map that comes meanwhile waits, and a new goal does not") {
    Desk desk;
    const Plan free = desk.plan();
    desk.sketch.wall({1.6f, -2.4f}, {1.6f, 2.4f});  // most of the map can be reached
    Plan plan = desk.plan();
    int steps = 1;
    for (; plan.state != PlanState::kBlocked && steps < 20; ++steps) {
        CHECK(plan.state == PlanState::kDriving);
        CHECK(plan.replans == free.replans);
        plan = desk.plan();  // a new map each time, as if the robot were slow
    }
    CHECK(plan.state == PlanState::kBlocked);
    CHECK(steps > 3);
    CHECK(steps <= 8);
    desk.plan();  // searches again, and is cut off
    desk.goal.kind = GoalKind::kNone;
    CHECK(desk.step().state == PlanState::kWaiting);
    desk.sketch = {};
    desk.goal.kind = GoalKind::kPlace;
    CHECK(desk.plan().state == PlanState::kDriving);  // on the newest map
    desk.goal = {.x_m = 0.5f, .radius_m = 0.08f, .count = 9, .kind = GoalKind::kPlace};
    CHECK(desk.step().state == PlanState::kDriving);
}

TEST_CASE("planner: it looks for a way past what is not sure in a step of its own, and until then the plan stays what it was") {
    Desk desk;
    desk.sketch.wall({1, -2.4f}, {1, -0.3f});
    desk.sketch.wall({1, 0.3f}, {1, 2.4f});
    const Plan through = desk.plan();
    REQUIRE(through.state == PlanState::kDriving);
    const OccupancyGrid::Beam beam{.sensor = {0, 0.025f}, .width_rad = 0.05f, .range_m = 0.98f, .max_range_m = 4};
    desk.sketch.grid.add(beam);
    const Plan undecided = desk.plan();
    CHECK(undecided.state == PlanState::kDriving);
    CHECK(undecided.replans == through.replans);
    const Plan past = desk.decided();
    CHECK(past.state == PlanState::kDriving);
    CHECK(past.replans == through.replans + 1);
    CHECK(desk.step().replans == past.replans);
    for (int i = 0; i < 2; ++i) desk.sketch.grid.add(beam);  // now it is sure
    CHECK(desk.plan().state == PlanState::kDriving);
    CHECK(desk.decided().state == PlanState::kBlocked);
}

TEST_CASE("planner: a goal too near to a wall is reached as near as its radius allows, and no way leads to one farther in") {
    Desk desk;
    desk.sketch.wall({2.15f, -0.5f}, {2.15f, 0.5f});  // hull and margin want 0.18 m
    const Plan near = desk.plan();
    REQUIRE(near.state == PlanState::kDriving);
    const Point end{near.x_m[near.points - 1u], near.y_m[near.points - 1u]};
    CHECK(end.x_m < 1.98f);
    CHECK(distance_m(end, {2, 0}) < 0.08f);
    desk.goal.x_m = 2.1f;
    ++desk.goal.count;
    CHECK(desk.step().state == PlanState::kWaiting);  // not decided
    CHECK(desk.step().state == PlanState::kBlocked);
}

TEST_CASE("planner: without a pose that is one, a map or a place to go to it waits") {
    Desk desk;
    REQUIRE(desk.plan().state == PlanState::kDriving);
    SECTION("a pose that is no number") {
        desk.pose.heading_rad = std::nanf("");
        CHECK(desk.plan().state == PlanState::kWaiting);
    }
    SECTION("a pose of long ago") {
        desk.bench.set("map", desk.sketch.grid.map());
        desk.bench.advance(250ms);
        desk.bench.set("goal", desk.goal);
        desk.bench.step();
        CHECK(desk.bench.get<Plan>("plan")->state == PlanState::kWaiting);
    }
    SECTION("a map of long ago") {
        desk.bench.advance(1s);
        CHECK(desk.step().state == PlanState::kWaiting);
    }
    SECTION("a place that is none") {
        desk.goal.y_m = std::nanf("");
        CHECK(desk.plan().state == PlanState::kWaiting);
    }
    SECTION("nothing to do") {
        desk.goal.kind = GoalKind::kNone;
        CHECK(desk.plan().state == PlanState::kWaiting);
    }
}

TEST_CASE("planner: a map without sense is not taken") {
    Desk desk;
    Map nonsense = desk.sketch.grid.map();
    nonsense.cell_m = 0;
    desk.bench.set("map", nonsense);
    CHECK(desk.step().state == PlanState::kWaiting);
}
