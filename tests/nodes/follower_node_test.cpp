// What the follower commands, its inputs made by hand.
#include "nodes/follower_node.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/testing/bench.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr float kFar = std::numeric_limits<float>::infinity();

struct Drive {
    Bench<FollowerNode> bench;
    Pose pose{.heading_source = HeadingSource::kSensor};
    Goal goal{.x_m = 2, .radius_m = 0.08f, .count = 3, .kind = GoalKind::kPlace};
    Plan plan{};

    explicit Drive(std::map<std::string, std::string> params = {}) : bench{std::move(params)} {
        plan.x_m[1] = 2;
        plan.points = 2;
        plan.clearance_m = 0.5f;
        plan.explored_m = 0.4f;
        plan.goal_count = 3;
        plan.state = PlanState::kDriving;
    }
    DriveCommand look(float range_m, float bearing_rad = 0) {
        bench.set("range", Range{.range_m = range_m, .max_range_m = 4, .beam_width_rad = 0.26f, .bearing_rad = bearing_rad});
        return step();
    }
    DriveCommand step() {
        bench.set("pose", pose);
        bench.set("goal", goal);
        bench.set("plan", plan);
        bench.step();
        bench.advance(50ms);
        return *bench.get<DriveCommand>("drive_command");
    }
};

bool stands(const DriveCommand& command) { return command.speed_m_s == 0 && command.yaw_rate_rad_s == 0; }

}  // namespace

TEST_CASE("follower: a free way is driven along, straight, at cruise speed") {
    Drive drive;
    const DriveCommand command = drive.look(3);
    CHECK(command.speed_m_s == Approx(0.35f));
    CHECK(std::abs(command.yaw_rate_rad_s) < 0.01f);
    drive.bench.set_param("cruise_speed_m_s", "0.2");
    CHECK(drive.look(3).speed_m_s == Approx(0.2f));
    drive.goal.speed_limit_m_s = 0.1f;
    CHECK(drive.look(3).speed_m_s == Approx(0.1f));
}

TEST_CASE("follower: it is slow where it is narrow and where nobody has looked") {
    Drive drive;
    drive.plan.explored_m = 0.2f;
    CHECK(drive.look(3).speed_m_s == Approx(0.15f));
    drive.plan.explored_m = 0.4f;
    drive.plan.clearance_m = 0.04f;
    CHECK(drive.look(3).speed_m_s == Approx(0.14f));
}

TEST_CASE("follower: with a heading from the wheels alone it is slow, and its arcs are the same") {
    Drive drive;
    drive.pose.heading_rad = -0.3f;
    const DriveCommand fast = drive.look(3);
    drive.pose.heading_source = HeadingSource::kWheels;
    const DriveCommand slow = drive.look(3);
    CHECK(fast.speed_m_s > 0.3f);
    CHECK(slow.speed_m_s == Approx(0.15f));
    CHECK(slow.yaw_rate_rad_s / slow.speed_m_s == Approx(fast.yaw_rate_rad_s / fast.speed_m_s));
    drive.pose.heading_rad = 2;  // to turn on the spot needs no heading that lasts
    CHECK(drive.look(3).speed_m_s == 0);
    CHECK(drive.look(3).yaw_rate_rad_s < -0.5f);
}

TEST_CASE("follower: while an encoder loses edges, and for three seconds after a wheel has stalled, it is slow") {
    Drive drive;
    REQUIRE(drive.look(3).speed_m_s > 0.3f);
    for (const WheelState& doubtful : {WheelState{.edge_loss_ratio = 0.1f}, WheelState{.mode = WheelMode::kStalled}}) {
        drive.bench.set("wheel_state", doubtful);
        CHECK(drive.look(3).speed_m_s == Approx(0.15f));
        drive.bench.set("wheel_state", WheelState{.edge_loss_ratio = 0.01f, .mode = WheelMode::kDriving});
        drive.bench.advance(2900ms);
        CHECK(drive.look(3).speed_m_s == Approx(0.15f));
        drive.bench.advance(200ms);
        CHECK(drive.look(3).speed_m_s > 0.3f);
    }
}

TEST_CASE("follower: it goes back slowly, too, and how slow is a parameter") {
    Drive drive{{{"cautious_speed_m_s", "0.05"}}};
    drive.pose.heading_source = HeadingSource::kWheels;
    drive.goal = {.x_m = -0.3f, .count = 4, .kind = GoalKind::kBack};
    drive.bench.set("ground_contact", GroundContact{});
    CHECK(drive.look(3).speed_m_s == Approx(-0.05f));
}

TEST_CASE("follower: an obstacle right ahead stops it before any plan does") {
    Drive drive;
    REQUIRE(drive.look(3).speed_m_s > 0);
    CHECK(drive.look(0.06f).speed_m_s == 0);
}

TEST_CASE("follower: before the first look ahead there is no room") {
    Drive drive;
    CHECK(drive.look(3, 1.2f).speed_m_s == 0);
    CHECK(drive.look(3, 0).speed_m_s > 0);
}

TEST_CASE("follower: what it saw beside itself is in its way once it has turned there") {
    Drive drive;
    drive.look(0.2f, 1.2f);
    REQUIRE(drive.look(3).speed_m_s > 0.3f);  // it stands to the left
    drive.pose.heading_rad = 0.9f;
    drive.plan.x_m[1] = 2 * std::cos(0.9f);
    drive.plan.y_m[1] = 2 * std::sin(0.9f);
    CHECK(drive.look(3).speed_m_s < 0.3f);
    drive.look(0.07f, 0.3f);
    CHECK(drive.look(3).speed_m_s == 0);
    drive.bench.advance(2700ms);  // of the head's turn to both sides that is not all
    CHECK(drive.look(3).speed_m_s == 0);
    drive.bench.advance(300ms);
    CHECK(drive.look(3).speed_m_s > 0.3f);  // it is no longer sure
}

TEST_CASE("follower: where it has no room to go it turns to the plan all the same") {
    Drive drive;
    drive.plan.y_m[1] = 1;
    const DriveCommand command = drive.look(0.06f);
    CHECK(command.speed_m_s == 0);
    CHECK(command.yaw_rate_rad_s > 0.5f);
}

TEST_CASE("follower: near something it turns to the plan on the spot, where there is room on an arc") {
    Drive drive;
    drive.plan.x_m[1] = 2 * std::cos(0.7f);
    drive.plan.y_m[1] = 2 * std::sin(0.7f);
    const DriveCommand arc = drive.look(3);
    CHECK(arc.speed_m_s > 0.2f);
    CHECK(arc.yaw_rate_rad_s > 0.5f);
    drive.plan.clearance_m = 0.1f;
    const DriveCommand turn = drive.look(3);
    CHECK(turn.speed_m_s == 0);
    CHECK(turn.yaw_rate_rad_s > 0.5f);
}

TEST_CASE("follower: where no way is left it turns on the spot and looks") {
    Drive drive;
    drive.plan.state = PlanState::kBlocked;
    const DriveCommand command = drive.look(3);
    CHECK(command.speed_m_s == 0);
    CHECK(command.yaw_rate_rad_s != 0);
}

TEST_CASE("follower: it stands at the goal, for a plan that waits, for one without points, and for no goal") {
    Drive drive;
    REQUIRE_FALSE(stands(drive.look(3)));
    SECTION("arrived") { drive.plan.state = PlanState::kArrived; }
    SECTION("waiting") { drive.plan.state = PlanState::kWaiting; }
    SECTION("no points") { drive.plan.points = 0; }
    SECTION("no goal") { drive.goal.kind = GoalKind::kNone; }
    SECTION("a plan for another goal") { drive.goal.count = 4; }
    CHECK(stands(drive.look(3)));
}

TEST_CASE("follower: more points than a plan can hold are not read") {
    Drive drive;
    drive.plan.points = 255;
    CHECK(std::isfinite(drive.look(3).speed_m_s));
}

TEST_CASE("follower: a pose that is no number stops it") {
    Drive drive;
    REQUIRE_FALSE(stands(drive.look(3)));
    drive.pose.y_m = std::nanf("");
    CHECK(stands(drive.look(3)));
}

TEST_CASE("follower: whichever input grows old, it stands") {
    const std::string old = GENERATE("pose", "plan", "goal", "range");
    Drive drive;
    REQUIRE_FALSE(stands(drive.look(3)));
    for (int i = 0; i < 12; ++i) {
        if (old != "pose") drive.bench.set("pose", drive.pose);
        if (old != "plan") drive.bench.set("plan", drive.plan);
        if (old != "goal") drive.bench.set("goal", drive.goal);
        // A sonar that is broken says so, which is no range.
        const float range_m = old == "range" ? std::nanf("") : 3.0f;
        drive.bench.set("range", Range{.range_m = range_m, .max_range_m = 4, .beam_width_rad = 0.26f});
        drive.bench.step();
        drive.bench.advance(50ms);
    }
    INFO(old);
    CHECK(stands(*drive.bench.get<DriveCommand>("drive_command")));
}

TEST_CASE("follower: a sonar that says nothing at all stops it") {
    Drive drive;
    REQUIRE_FALSE(stands(drive.look(kFar)));
    DriveCommand command;
    for (int i = 0; i < 12; ++i) command = drive.step();
    CHECK(stands(command));
}

TEST_CASE("follower: along a wall it leans off where it is too near, towards it where it is too far") {
    const bool left = GENERATE(true, false);
    const float sign = left ? 1.0f : -1.0f;
    Drive drive;
    drive.goal.kind = left ? GoalKind::kWallLeft : GoalKind::kWallRight;
    drive.look(3);
    drive.look(0.25f, 1.2f * sign);
    CHECK(drive.look(3).yaw_rate_rad_s * sign < -0.05f);
    drive.bench.advance(6s);
    drive.look(0.6f, 1.2f * sign);
    const DriveCommand far = drive.look(3);
    CHECK(far.yaw_rate_rad_s * sign > 0.05f);
    CHECK(far.speed_m_s > 0.1f);
}

TEST_CASE("follower: in the inner corner of a wall it turns on the spot, away from the wall") {
    Drive drive;
    drive.goal.kind = GoalKind::kWallLeft;
    drive.look(0.3f, 1.2f);
    const DriveCommand command = drive.look(0.15f);
    CHECK(command.speed_m_s == 0);
    CHECK(command.yaw_rate_rad_s < -0.5f);
}

TEST_CASE("follower: where no wall has echoed it drives straight on to find one") {
    Drive drive;
    drive.goal.kind = GoalKind::kWallRight;
    const DriveCommand command = drive.look(kFar);
    CHECK(command.speed_m_s == Approx(0.2f));
    CHECK(command.yaw_rate_rad_s == 0);
}

TEST_CASE("follower: from an edge it backs off a little, once, unless there is one behind it too") {
    Drive drive;
    const auto at = [&](float x_m, GroundContact ground) {
        drive.pose.x_m = x_m;
        drive.bench.set("ground_contact", ground);
        return drive.look(3).speed_m_s;
    };
    const GroundContact floor{}, front{{0, 1, 0, 0}}, both{{0, 1, 1, 0}};
    SECTION("once") {
        CHECK(at(0, floor) > 0);
        CHECK(at(0, front) < 0);
        CHECK(at(-0.05f, floor) < 0);
        CHECK(at(-0.11f, floor) > 0);
        CHECK(at(-0.11f, front) < 0);
        CHECK(at(-0.22f, front) > 0);  // it still sees none: a broken wire; the wheels know what to do
        CHECK(at(-0.22f, front) > 0);
    }
    SECTION("a sensor that sees no floor from the beginning") { CHECK(at(0, front) > 0); }
    SECTION("an edge behind") {
        CHECK(at(0, floor) > 0);
        CHECK(at(0, both) >= 0);
    }
    SECTION("nothing to do") {
        drive.goal.kind = GoalKind::kNone;
        CHECK(at(0, floor) == 0);
        CHECK(at(0, front) == 0);
    }
}

TEST_CASE("follower: a course is driven at its speed, and not past what stands in the way") {
    Drive drive;
    drive.goal = {.speed_limit_m_s = 0.2f, .count = 3, .kind = GoalKind::kCourse};
    drive.plan.state = PlanState::kWaiting;  // it needs none
    CHECK(drive.look(3).speed_m_s == Approx(0.2f));
    CHECK(drive.look(0.11f).speed_m_s == Approx(0.126f).margin(0.01));
    CHECK(stands(drive.look(0.06f)));
}

TEST_CASE("follower: after a turn on the spot a course waits for a look into its new direction") {
    Drive drive;
    drive.goal = {.speed_limit_m_s = 0.2f, .count = 3, .kind = GoalKind::kCourse};
    drive.pose.heading_rad = -1.5f;
    CHECK(drive.look(3).speed_m_s == 0);
    CHECK(drive.step().yaw_rate_rad_s > 0.5f);
    drive.pose.heading_rad = 0;
    CHECK(stands(drive.step()));
    CHECK(stands(drive.look(3, 1.2f)));
    CHECK(drive.look(3).speed_m_s > 0);
}

TEST_CASE("follower: an edge ends a course, and the next one begins anew") {
    Drive drive;
    drive.goal = {.speed_limit_m_s = 0.2f, .count = 3, .kind = GoalKind::kCourse};
    const auto at = [&](float x_m, GroundContact ground) {
        drive.pose.x_m = x_m;
        drive.bench.set("ground_contact", ground);
        return drive.look(3).speed_m_s;
    };
    CHECK(at(0, {}) > 0);
    CHECK(at(0, {{1, 0, 0, 0}}) < 0);
    CHECK(at(-0.05f, {}) < 0);
    CHECK(at(-0.11f, {}) == 0);
    CHECK(at(-0.11f, {}) == 0);
    ++drive.goal.count;
    CHECK(at(-0.11f, {}) > 0);
}

TEST_CASE("follower: it goes back while it knows of floor there, and for good no farther") {
    Drive drive;
    drive.goal = {.x_m = -0.3f, .count = 3, .kind = GoalKind::kBack};
    const auto with = [&](GroundContact ground) {
        drive.bench.set("ground_contact", ground);
        return drive.look(kFar).speed_m_s;
    };
    SECTION("an edge") {
        CHECK(with({}) == Approx(-0.1f));
        CHECK(with({{0, 0, 0, 1}}) == 0);
        CHECK(with({}) == 0);
    }
    SECTION("no sensors") { CHECK(stands(drive.look(kFar))); }
    SECTION("there") {
        drive.pose.x_m = -0.3f;
        CHECK(with({}) == 0);
    }
}
