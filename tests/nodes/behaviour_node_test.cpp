// What the robot sets out to do, its inputs made by hand.
#include "nodes/behaviour_node.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "core/testing/bench.hpp"
#include "tests/nodes/sketch.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

struct Robot {
    Bench<BehaviourNode> bench;
    std::uint32_t count = 0;

    explicit Robot(std::map<std::string, std::string> params = {}) : bench{std::move(params)} {}

    Goal at(float x_m, float y_m) {
        bench.set("pose", Pose{.x_m = x_m, .y_m = y_m});
        bench.step();
        bench.advance(100ms);
        return goal();
    }
    Goal ask(BehaviourKind kind, float x_m = 0, float y_m = 0, const char* port = "behaviour_request") {
        bench.set(port, BehaviourRequest{.x_m = x_m, .y_m = y_m, .count = ++count, .kind = kind});
        return at(0, 0);
    }
    Goal say(VoiceCode code) {
        bench.set("voice_command", VoiceCommand{.count = ++count, .code = code});
        return at(0, 0);
    }
    Goal battery(BatteryState level) {
        bench.set("battery", Battery{.state = level});
        return at(0, 0);
    }
    Goal goal() { return *bench.get<Goal>("goal"); }
    BehaviourState state() { return *bench.get<BehaviourState>("behaviour_state"); }
    void plan(PlanState state, std::uint32_t goal_count) {
        Plan plan;
        plan.state = state;
        plan.goal_count = goal_count;
        bench.set("plan", plan);
    }
};

}  // namespace

TEST_CASE("behaviour: it begins with what the node set says, and stands if that says nothing") {
    Robot robot;
    CHECK(robot.at(0, 0).kind == GoalKind::kNone);
    CHECK(robot.state().kind == BehaviourKind::kStop);
    CHECK(robot.state().phase == BehaviourPhase::kIdle);
    Robot going{{{"start", "go_to"}, {"goal_x_m", "2"}, {"goal_y_m", "-1"}}};
    const Goal goal = going.at(0, 0);
    CHECK(goal.kind == GoalKind::kPlace);
    CHECK(goal.x_m == 2);
    CHECK(goal.y_m == -1);
    CHECK(goal.radius_m == Approx(0.08f));
    CHECK(going.state().cause == BehaviourCause::kStart);
}

TEST_CASE("behaviour: the last wish wins, whoever had it, and says since when") {
    Robot robot{{{"start", "wall_left"}}};
    CHECK(robot.at(0, 0).kind == GoalKind::kWallLeft);
    const std::uint32_t first = robot.goal().count;
    CHECK(robot.ask(BehaviourKind::kGoTo, 1, 0.5f).x_m == 1);
    CHECK(robot.goal().y_m == 0.5f);
    CHECK(robot.goal().count != first);
    CHECK(robot.state().cause == BehaviourCause::kRequest);
    CHECK(robot.say(VoiceCode::kWallRight).kind == GoalKind::kWallRight);
    CHECK(robot.state().cause == BehaviourCause::kVoice);
    const Time before = robot.bench.now();
    CHECK(robot.ask(BehaviourKind::kHome, 0, 0, "pad_request").kind == GoalKind::kPlace);
    CHECK(robot.state().cause == BehaviourCause::kPad);
    CHECK(robot.state().since_ns == static_cast<std::uint64_t>(before.time_since_epoch().count()));
    robot.at(0, 0);
    CHECK(robot.state().since_ns == static_cast<std::uint64_t>(before.time_since_epoch().count()));
}

TEST_CASE("behaviour: a wish that is not new, or that makes no sense, changes nothing") {
    Robot robot;
    robot.ask(BehaviourKind::kGoTo, 1, 0);
    robot.say(VoiceCode::kStop);
    robot.bench.set("behaviour_request", BehaviourRequest{.x_m = 1, .count = 1, .kind = BehaviourKind::kGoTo});
    CHECK(robot.at(0, 0).kind == GoalKind::kNone);
    CHECK(robot.ask(BehaviourKind::kGoTo, std::nanf(""), 0).kind == GoalKind::kNone);
    CHECK(robot.ask(static_cast<BehaviourKind>(200)).kind == GoalKind::kNone);
    CHECK(robot.say(VoiceCode::kNone).kind == GoalKind::kNone);
    CHECK(robot.state().kind == BehaviourKind::kStop);
}

TEST_CASE("behaviour: who does not count has a new wish with every sample, and no wish without a kind") {
    Robot robot;
    const auto write = [&](BehaviourKind kind) {
        robot.bench.set("behaviour_request", BehaviourRequest{.kind = kind});
        return robot.at(0, 0).kind;
    };
    CHECK(write(BehaviourKind::kWallLeft) == GoalKind::kWallLeft);
    CHECK(robot.say(VoiceCode::kStop).kind == GoalKind::kNone);
    CHECK(robot.at(0, 0).kind == GoalKind::kNone);
    CHECK(write(BehaviourKind::kNone) == GoalKind::kNone);
    CHECK(write(BehaviourKind::kWallLeft) == GoalKind::kWallLeft);
}

TEST_CASE("behaviour: of several wishes at once a stop is the one that counts") {
    const std::string stops = GENERATE("voice_command", "pad_request", "behaviour_request");
    Robot robot{{{"start", "explore"}}};
    robot.at(0, 0);
    const auto kind = [&](const char* port) { return stops == port ? BehaviourKind::kStop : BehaviourKind::kWallLeft; };
    robot.bench.set("voice_command", VoiceCommand{.count = 1, .code = stops == "voice_command" ? VoiceCode::kStop : VoiceCode::kWallLeft});
    robot.bench.set("pad_request", BehaviourRequest{.count = 1, .kind = kind("pad_request")});
    robot.bench.set("behaviour_request", BehaviourRequest{.count = 1, .kind = kind("behaviour_request")});
    INFO(stops);
    CHECK(robot.at(0, 0).kind == GoalKind::kNone);
    CHECK(robot.state().kind == BehaviourKind::kStop);
}

TEST_CASE("behaviour: started again it goes on with the last wish, not with the start") {
    Robot robot{{{"start", "go_to"}, {"goal_x_m", "2"}}};
    CHECK(robot.ask(BehaviourKind::kStop).kind == GoalKind::kNone);  // in the slot before the first step
    CHECK(robot.state().cause == BehaviourCause::kRequest);
}

TEST_CASE("behaviour: a patrol passes its places in their order, as often as it shall, before the goal counts") {
    Robot robot{{{"start", "patrol"}, {"goal_x_m", "0"}, {"goal_y_m", "-1"}, {"via", "1 0, 1 1"}, {"rounds", "2"}}};
    const auto next = [&](float x_m, float y_m) {
        const Goal goal = robot.at(x_m, y_m);
        return std::pair{goal.x_m, goal.y_m};
    };
    for (int round = 0; round < 2; ++round) {
        CHECK(next(0, 0) == std::pair{1.0f, 0.0f});
        CHECK(next(1, 1) == std::pair{1.0f, 0.0f});  // not its turn yet
        CHECK(next(1, 0.1f) == std::pair{1.0f, 1.0f});
        if (round == 0) CHECK(next(1, 0.95f) == std::pair{1.0f, 0.0f});
        else CHECK(next(1, 0.95f) == std::pair{0.0f, -1.0f});
    }
    CHECK(next(0, 0) == std::pair{0.0f, -1.0f});
    robot.ask(BehaviourKind::kPatrol);  // from its beginning
    CHECK(robot.goal().x_m == 1);
}

TEST_CASE("behaviour: a low battery sends it home, a critical one stops it, and nobody talks it out of that") {
    Robot robot{{{"start", "wall_left"}, {"home_x_m", "-0.5"}}};
    CHECK(robot.battery(BatteryState::kOk).kind == GoalKind::kWallLeft);
    CHECK(robot.battery(BatteryState::kLow).x_m == -0.5f);
    CHECK(robot.state().kind == BehaviourKind::kHome);
    CHECK(robot.state().cause == BehaviourCause::kBatteryLow);
    CHECK(robot.ask(BehaviourKind::kGoTo, 2, 0).x_m == -0.5f);
    CHECK(robot.ask(BehaviourKind::kStop).kind == GoalKind::kNone);
    CHECK(robot.ask(BehaviourKind::kHome).kind == GoalKind::kPlace);
    CHECK(robot.battery(BatteryState::kCritical).kind == GoalKind::kNone);
    CHECK(robot.state().cause == BehaviourCause::kBatteryCritical);
    CHECK(robot.ask(BehaviourKind::kHome).kind == GoalKind::kNone);
}

TEST_CASE("behaviour: its state says how it goes") {
    Robot robot;
    robot.ask(BehaviourKind::kGoTo, 1, 0);
    CHECK(robot.state().phase == BehaviourPhase::kWaiting);
    const auto phase = [&](PlanState state) {
        robot.plan(state, robot.goal().count);
        robot.at(0, 0);
        return robot.state().phase;
    };
    CHECK(phase(PlanState::kDriving) == BehaviourPhase::kUnderway);
    CHECK(phase(PlanState::kBlocked) == BehaviourPhase::kBlocked);
    CHECK(phase(PlanState::kArrived) == BehaviourPhase::kArrived);
    robot.plan(PlanState::kArrived, robot.goal().count - 1);  // for the goal before
    robot.at(0, 0);
    CHECK(robot.state().phase == BehaviourPhase::kWaiting);
    robot.bench.set("wheel_state", WheelState{.mode = WheelMode::kCliff});
    CHECK(phase(PlanState::kDriving) == BehaviourPhase::kAtCliff);
    robot.bench.set("wheel_state", WheelState{.mode = WheelMode::kStalled});
    CHECK(phase(PlanState::kDriving) == BehaviourPhase::kBlocked);
}

TEST_CASE("behaviour: exploring heads for the nearest place where the known floor ends, and is done when there is none") {
    Robot robot{{{"start", "explore"}}};
    Sketch sketch;
    sketch.free(Point{-0.6f, -0.6f}, Point{0.6f, 0.6f});
    sketch.wall({-0.6f, -0.6f}, {0.6f, -0.6f});
    sketch.wall({-0.6f, -0.6f}, {-0.6f, 0.6f});
    sketch.wall({-0.6f, 0.6f}, {0.6f, 0.6f});
    const auto look = [&] {
        robot.bench.set("map", sketch.grid.map());
        return robot.at(0, 0);
    };
    const Goal open = look();
    CHECK(open.kind == GoalKind::kPlace);
    CHECK(open.x_m > 0.4f);
    CHECK(std::abs(open.y_m) < 0.5f);
    CHECK(look().count == open.count);  // it is still worth the way
    sketch.wall({0.6f, -0.6f}, {0.6f, 0.6f});
    CHECK(look().kind == GoalKind::kNone);
    CHECK(robot.state().phase != BehaviourPhase::kArrived);  // it looks once more
    for (int i = 0; i < 25; ++i) look();
    CHECK(robot.state().phase == BehaviourPhase::kArrived);
}

TEST_CASE("behaviour: a place that cannot be reached, or shows nothing new, is given up for another") {
    const PlanState state = GENERATE(PlanState::kBlocked, PlanState::kArrived);
    Robot robot{{{"start", "explore"}}};
    Sketch sketch;
    sketch.free(Point{-0.8f, -0.6f}, Point{0.6f, 0.6f});
    const auto look = [&] {
        robot.bench.set("map", sketch.grid.map());
        return robot.at(0, 0);
    };
    const Goal first = look();
    REQUIRE(first.kind == GoalKind::kPlace);
    for (int i = 0; i < 25; ++i) {
        robot.plan(state, first.count);
        look();
    }
    CHECK(robot.goal().kind == GoalKind::kPlace);
    CHECK(distance_m({first.x_m, first.y_m}, {robot.goal().x_m, robot.goal().y_m}) > 0.14f);
}

TEST_CASE("behaviour: forward is a course in the present heading, and each word makes of it what it says") {
    Robot robot{{{"course_speed_m_s", "0.2"}, {"course_step_m_s", "0.05"}, {"fastest_course_m_s", "0.3"}}};
    robot.at(0, 0);
    const std::uint32_t before = robot.goal().count;
    const Goal ahead = robot.say(VoiceCode::kForward);
    CHECK(ahead.kind == GoalKind::kCourse);
    CHECK(ahead.heading_rad == 0);
    CHECK(ahead.speed_limit_m_s == 0.2f);
    CHECK(ahead.count != before);
    CHECK(robot.state().kind == BehaviourKind::kForward);
    CHECK(robot.state().phase == BehaviourPhase::kUnderway);
    CHECK(robot.say(VoiceCode::kLeft).kind == GoalKind::kCourse);
    CHECK(robot.goal().heading_rad == Approx(1.5708f));
    CHECK(robot.state().kind == BehaviourKind::kForward);
    CHECK(robot.say(VoiceCode::kForward).heading_rad == Approx(1.5708f));  // the one it is turning to
    CHECK(robot.say(VoiceCode::kFaster).speed_limit_m_s == Approx(0.25f));
    CHECK(robot.goal().kind == GoalKind::kCourse);
    for (int i = 0; i < 3; ++i) robot.say(VoiceCode::kFaster);
    CHECK(robot.goal().speed_limit_m_s == Approx(0.3f));
    for (int i = 0; i < 9; ++i) robot.say(VoiceCode::kSlower);
    CHECK(robot.goal().speed_limit_m_s == Approx(0.1f));
    CHECK(robot.say(VoiceCode::kStop).kind == GoalKind::kNone);
    CHECK(robot.say(VoiceCode::kForward).speed_limit_m_s == Approx(0.1f));
}

TEST_CASE("behaviour: a turn and a way back have an end, and then it stands") {
    Robot robot;
    robot.at(0, 0);
    const auto at = [&](float x_m, float heading_rad) {
        robot.bench.set("pose", Pose{.x_m = x_m, .heading_rad = heading_rad});
        robot.bench.step();
        robot.bench.advance(100ms);
        return robot.goal().kind;
    };
    CHECK(robot.say(VoiceCode::kRight).kind == GoalKind::kTurn);
    CHECK(robot.goal().heading_rad == Approx(-1.5708f));
    CHECK(std::abs(robot.say(VoiceCode::kRight).heading_rad) == Approx(3.1416f));  // still as it stood: half a turn
    CHECK(at(0, -1.5f) == GoalKind::kTurn);
    CHECK(robot.state().phase == BehaviourPhase::kUnderway);
    CHECK(at(0, 3.13f) == GoalKind::kNone);
    CHECK(robot.state().phase == BehaviourPhase::kArrived);
    CHECK(robot.state().kind == BehaviourKind::kRight);
    CHECK(robot.say(VoiceCode::kBackward).kind == GoalKind::kBack);
    CHECK(robot.goal().x_m == Approx(-0.3f));
    CHECK(at(-0.2f, 0) == GoalKind::kBack);
    CHECK(at(-0.31f, 0) == GoalKind::kNone);
    CHECK(robot.state().phase == BehaviourPhase::kArrived);
}

TEST_CASE("behaviour: a course ends by itself, unless a word renews it") {
    Robot robot{{{"course_time", "2s"}}};
    robot.at(0, 0);
    robot.say(VoiceCode::kForward);
    for (int i = 0; i < 18; ++i) CHECK(robot.at(0, 0).kind == GoalKind::kCourse);
    const VoiceCode word = GENERATE(VoiceCode::kForward, VoiceCode::kSlower, VoiceCode::kRight);
    robot.say(word);
    for (int i = 0; i < 19; ++i) CHECK(robot.at(0, 0).kind == GoalKind::kCourse);
    CHECK(robot.at(0, 0).kind == GoalKind::kNone);
    CHECK(robot.state().kind == BehaviourKind::kForward);
    CHECK(robot.state().phase == BehaviourPhase::kArrived);
}

TEST_CASE("behaviour: a course on which the robot does not get on is blocked, and one that goes on is not") {
    Robot robot;
    robot.at(0, 0);
    robot.say(VoiceCode::kForward);
    for (int i = 0; i < 25; ++i) {
        robot.bench.set("pose", Pose{.speed_m_s = 0.2f});
        robot.bench.step();
        robot.bench.advance(100ms);
    }
    CHECK(robot.state().phase == BehaviourPhase::kUnderway);
    for (int i = 0; i < 25; ++i) robot.at(0, 0);
    CHECK(robot.state().phase == BehaviourPhase::kBlocked);
}

TEST_CASE("behaviour: faster says nothing about what it does, and without a pose there is no course") {
    Robot robot{{{"start", "wall_left"}}};
    robot.at(0, 0);
    CHECK(robot.say(VoiceCode::kFaster).kind == GoalKind::kWallLeft);
    CHECK(robot.state().kind == BehaviourKind::kWallLeft);
    robot.bench.advance(1s);
    robot.bench.set("voice_command", VoiceCommand{.count = 77, .code = VoiceCode::kForward});
    robot.bench.step();
    CHECK(robot.goal().kind == GoalKind::kWallLeft);
}

TEST_CASE("behaviour: started again it does not go on with a course: it stands") {
    const VoiceCode word = GENERATE(VoiceCode::kForward, VoiceCode::kLeft, VoiceCode::kFaster);
    Robot robot{{{"start", "explore"}}};
    CHECK(robot.say(word).kind == GoalKind::kNone);  // in the slot before the first step
    CHECK(robot.state().kind == BehaviourKind::kStop);
    CHECK(robot.say(VoiceCode::kForward).kind == GoalKind::kCourse);
}

TEST_CASE("behaviour: with a low battery no word starts a course") {
    Robot robot;
    robot.battery(BatteryState::kLow);
    CHECK(robot.say(VoiceCode::kForward).kind == GoalKind::kPlace);
    CHECK(robot.state().kind == BehaviourKind::kHome);
}

TEST_CASE("behaviour: a name that is none, and places that are none, are refused with what would do") {
    CHECK_THROWS_WITH((Bench<BehaviourNode>{{{"start", "dance"}}}), Catch::Contains("'dance'") && Catch::Contains("explore, patrol"));
    CHECK_THROWS_WITH((Bench<BehaviourNode>{{{"start", "forward"}}}), Catch::Contains("'forward'") && Catch::Contains("or home"));
    CHECK_THROWS_WITH((Bench<BehaviourNode>{{{"slowest_course_m_s", "0.5"}}}), Catch::Contains("above fastest_course_m_s"));
    const std::string via = GENERATE("1", "1 2 3", "a b", "1 0,, 2 0");
    CHECK_THROWS_WITH((Bench<BehaviourNode>{{{"via", via}}}), Catch::Contains("is no list of places"));
}
