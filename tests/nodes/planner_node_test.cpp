// The planner's decisions, its inputs made by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/testing/bench.hpp"
#include "nodes/planner_node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

const std::map<std::string, std::string> kGoalAhead{{"goal_x_m", "2"}, {"goal_y_m", "0"}};
constexpr float kFar = std::numeric_limits<float>::infinity();

struct Trip {
    Bench<PlannerNode> bench{kGoalAhead};
    Pose pose{};
    void look(float range_m, float bearing_rad = 0) {
        bench.set("pose", pose);
        bench.set("range", Range{.range_m = range_m, .max_range_m = 4, .beam_width_rad = 0.26f, .bearing_rad = bearing_rad});
        bench.step();
        bench.advance(50ms);
    }
    void look_round(float ahead_m, int times = 4) {
        for (int i = 0; i < times; ++i)
            for (const float bearing_rad : {-0.9f, -0.6f, -0.3f, 0.3f, 0.6f, 0.9f, 0.0f})
                look(std::abs(bearing_rad) < 0.2f ? ahead_m : kFar, bearing_rad);
    }
    PlanState state() { return bench.get<Plan>("plan")->state; }
    DriveCommand command() { return *bench.get<DriveCommand>("drive_command"); }
};

}  // namespace

TEST_CASE("a free way is driven along, straight") {
    Trip trip;
    trip.look_round(3.0f);
    CHECK(trip.state() == PlanState::kDriving);
    CHECK(trip.command().speed_m_s > 0.1f);
    CHECK(std::abs(trip.command().yaw_rate_rad_s) < 0.2f);
    CHECK(trip.bench.get<Plan>("plan")->goal_distance_m == Approx(2));
}

TEST_CASE("a box in the way is planned round") {
    Trip trip;
    trip.look_round(0.8f);
    const auto plan = trip.bench.get<Plan>("plan");
    REQUIRE(plan->points >= 3);
    float farthest_m = 0;
    for (std::size_t i = 0; i < plan->points; ++i) farthest_m = std::max(farthest_m, std::abs(plan->y_m[i]));
    CHECK(farthest_m > 0.15f);
    CHECK(plan->x_m[plan->points - 1u] == 2.0f);
}

TEST_CASE("without a pose the robot stands") {
    Trip trip;
    trip.look_round(3.0f);
    REQUIRE(trip.command().speed_m_s > 0);
    trip.bench.advance(250ms);
    trip.bench.set("range", Range{.range_m = 3, .max_range_m = 4, .beam_width_rad = 0.26f});
    trip.bench.step();
    CHECK(trip.state() == PlanState::kWaiting);
    CHECK(trip.command().speed_m_s == 0);
    CHECK(trip.command().yaw_rate_rad_s == 0);
}

TEST_CASE("a sonar that is silent or broken makes the robot stand") {
    const bool broken = GENERATE(true, false);
    Trip trip;
    trip.look_round(3.0f);
    REQUIRE(trip.command().speed_m_s > 0);
    for (int i = 0; i < 12; ++i) {
        trip.bench.set("pose", trip.pose);
        if (broken) trip.bench.set("range", Range{.range_m = std::nanf(""), .max_range_m = 4});
        trip.bench.step();
        trip.bench.advance(50ms);
    }
    CHECK(trip.state() == PlanState::kWaiting);
    CHECK(trip.command().speed_m_s == 0);
}

TEST_CASE("an obstacle right ahead stops the robot before any plan does") {
    Trip trip;
    trip.look_round(3.0f);
    trip.look(0.06f);
    CHECK(trip.command().speed_m_s == 0);
}

TEST_CASE("at the goal the robot stops for good") {
    Trip trip;
    trip.pose.x_m = 1.95f;
    trip.look_round(3.0f, 1);
    CHECK(trip.state() == PlanState::kArrived);
    trip.pose.x_m = 1.8f;  // the estimate wanders; the robot does not
    trip.look_round(3.0f, 1);
    CHECK(trip.state() == PlanState::kArrived);
    CHECK(trip.command().speed_m_s == 0);
}

TEST_CASE("where no way is left the robot turns on the spot and looks") {
    Trip trip;
    for (int i = 0; i < 4; ++i)
        for (float bearing_rad = -3.1f; bearing_rad < 3.15f; bearing_rad += 0.15f) trip.look(0.4f, bearing_rad);
    CHECK(trip.state() == PlanState::kBlocked);
    CHECK(trip.command().speed_m_s == 0);
    CHECK(trip.command().yaw_rate_rad_s != 0);
}

TEST_CASE("places on the way are passed in their order before the goal counts") {
    Bench<PlannerNode> bench{{{"goal_x_m", "0"}, {"goal_y_m", "0"}, {"via", "1 0, 1 1"}, {"rounds", "2"}}};
    const auto at = [&](float x_m, float y_m) {
        bench.set("pose", Pose{.x_m = x_m, .y_m = y_m});
        bench.set("range", Range{.range_m = kFar, .max_range_m = 4, .beam_width_rad = 0.26f});
        bench.step();
        bench.advance(50ms);
        const auto plan = bench.get<Plan>("plan");
        return std::pair{plan->state, plan->x_m[plan->points - 1u] + 10 * plan->y_m[plan->points - 1u]};
    };
    for (int round = 0; round < 2; ++round) {
        CHECK(at(0, 0) == std::pair{PlanState::kDriving, 1.0f});
        CHECK(at(1, 1) == std::pair{PlanState::kDriving, 1.0f});  // not its turn yet
        CHECK(at(1, 0.1f) == std::pair{PlanState::kDriving, 11.0f});
        CHECK(at(1, 0.95f).first == PlanState::kDriving);
    }
    CHECK(at(0, 0).first == PlanState::kArrived);
}

TEST_CASE("places that are none are refused with an example") {
    const std::string via = GENERATE("1", "1 2 3", "a b", "1 0,, 2 0");
    CHECK_THROWS_WITH((Bench<PlannerNode>{{{"goal_x_m", "0"}, {"goal_y_m", "0"}, {"via", via}}}), Catch::Contains("is no list of places"));
}
