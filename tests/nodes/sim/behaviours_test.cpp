// Each behaviour, in a room: lock-step, no process.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/nodes/sim/robot_world.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/slow_build.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

const std::string kWorkshop = sources("config/rooms/workshop.room");
const std::string kHall = sources("config/rooms/hall.room");

/// Of the places where the robot's middle could be, the share that the map knows to be free.
float explored_share(RobotWorld& world) {
    const OccupancyGrid grid = world.grid();
    int free = 0, known = 0;
    for (float x_m = -0.45f; x_m < 3.7f; x_m += 0.05f)
        for (float y_m = -1.25f; y_m < 1.3f; y_m += 0.05f) {
            if (world.room().clearance_m({x_m, y_m}) < 0.18f || !world.room().has_floor({x_m, y_m})) continue;
            ++free;
            const auto cell = grid.cell_at({x_m, y_m});
            known += !grid.unknown(cell);
        }
    return static_cast<float>(known) / static_cast<float>(free);
}

float distance_to(const RobotWorld& world, Point place) { return distance_m(world.place(), place); }

}  // namespace

TEST_CASE("exploring the workshop shows nearly all of it, past box, shelf and stair, and comes to an end", "[long]") {
    const std::uint32_t seed = GENERATE(range(1u, kSlowBuild ? 2u : 4u));
    RobotWorld world{kWorkshop, {{"start", "explore"}}, seed};
    world.run_for(150s);
    INFO("seed " << seed << ", path " << world.path_m() << " m");
    CHECK(explored_share(world) > 0.95f);
    CHECK(world.least_clearance_m() > 0);
    CHECK_FALSE(world.over_edge());
    CHECK(world.state().phase == BehaviourPhase::kArrived);
    CHECK(world.speed_m_s() == 0);
}

TEST_CASE("along the wall, on either side, the robot goes round the hall at its distance", "[long]") {
    const bool left = GENERATE(true, false);
    RobotWorld world{kHall, {{"start", left ? "wall_left" : "wall_right"}}};
    world.run_for(15s);  // until it has found one
    const Point centre{1.3f, 0.6f};
    float turned_rad = 0, nearest_m = 9, farthest_m = 0;
    Point before = world.place() - centre;
    world.run_for(90s, [&] {
        const Point now = world.place() - centre;
        turned_rad += std::atan2(cross(before, now), dot(before, now));
        before = now;
        nearest_m = std::min(nearest_m, world.clearance_m());
        farthest_m = std::max(farthest_m, world.clearance_m());
    });
    CHECK((left ? -turned_rad : turned_rad) > 6.3f);  // once round; with the wall on the left that is clockwise
    CHECK(nearest_m > 0.1f);
    CHECK(farthest_m < 0.35f);
}

TEST_CASE("along a wall the robot goes round the corners of what stands in the room, too", "[long]") {
    RobotWorld world{"random:3", {{"start", "wall_right"}}};
    world.run_for(120s);
    CHECK(world.path_m() > 15);
    CHECK(world.least_clearance_m() > 0.05f);
}

TEST_CASE("sent to a place it goes there, and elsewhere when it is asked on the way") {
    RobotWorld world{kWorkshop, {}};
    world.run_for(2s);
    CHECK(world.path_m() == 0);  // nobody has asked for anything
    world.ask(BehaviourKind::kGoTo, {3.1f, 0.5f});
    world.run_for(6s);
    CHECK(world.speed_m_s() > 0);
    world.ask(BehaviourKind::kGoTo, {0.6f, -0.8f});
    world.run_for(40s);
    CHECK(distance_to(world, {0.6f, -0.8f}) < 0.1f);
    CHECK(world.state().phase == BehaviourPhase::kArrived);
    world.ask(BehaviourKind::kHome);
    world.run_for(40s);
    CHECK(distance_to(world, {0, 0}) < 0.1f);
    CHECK(world.least_clearance_m() > 0);
}

TEST_CASE("on its patrol it passes every place, in each round, and stands at the end", "[long]") {
    RobotWorld world{kHall, {{"start", "patrol"}, {"via", "2 0, 2 1.2, 0 1.2"}, {"rounds", "2"}}};
    const std::array<Point, 6> places{Point{2, 0}, {2, 1.2f}, {0, 1.2f}, {2, 0}, {2, 1.2f}, {0, 1.2f}};
    std::size_t passed = 0;
    world.run_for(80s, [&] { passed += passed < places.size() && distance_to(world, places[passed]) < 0.2f; });
    CHECK(passed == places.size());
    CHECK(distance_to(world, {0, 0}) < 0.1f);
    CHECK(world.state().phase == BehaviourPhase::kArrived);
}

TEST_CASE("told to stop it stands within half a second, whatever it did, and stays") {
    const std::string start = GENERATE("explore", "patrol", "wall_left");
    RobotWorld world{kHall, {{"start", start}, {"via", "2 0, 2 1.2"}}};
    float fastest_m_s = 0;
    world.run_for(15s, [&] { fastest_m_s = std::max(fastest_m_s, world.speed_m_s()); });
    REQUIRE(fastest_m_s > 0.1f);
    world.ask(BehaviourKind::kStop);
    world.run_for(600ms);
    CHECK(world.speed_m_s() == 0);
    const float path_m = world.path_m();
    world.run_for(5s);
    CHECK(world.path_m() == path_m);
    CHECK(world.state().phase == BehaviourPhase::kIdle);
}

TEST_CASE("with a battery that grows low it goes home, with a critical one it stands", "[long]") {
    RobotWorld world{kHall, {{"start", "wall_left"}}};
    world.run_for(30s);
    REQUIRE(distance_to(world, {0, 0}) > 0.5f);
    world.set_battery(BatteryState::kLow);
    world.run_for(40s);
    CHECK(distance_to(world, {0, 0}) < 0.1f);
    world.set_battery(BatteryState::kCritical);
    world.ask(BehaviourKind::kExplore);
    world.run_for(5s);
    CHECK(world.state().kind == BehaviourKind::kStop);
    CHECK(world.speed_m_s() == 0);
}

TEST_CASE("told to go forward it drives straight on, stops in front of the box without touching it, and has done with it in time",
          "[long]") {
    RobotWorld world{kWorkshop, {}};
    world.run_for(2s);
    world.say(VoiceCode::kForward);
    float fastest_m_s = 0, aside_m = 0;
    world.run_for(9s, [&] {
        fastest_m_s = std::max(fastest_m_s, world.speed_m_s());
        aside_m = std::max(aside_m, std::abs(world.place().y_m));
    });
    CHECK(fastest_m_s == Approx(0.2f).margin(0.01));
    CHECK(aside_m < 0.02f);
    CHECK(world.place().x_m > 0.8f);
    CHECK(world.least_clearance_m() > 0.02f);
    CHECK(world.speed_m_s() < 0.01f);
    CHECK(world.state().kind == BehaviourKind::kForward);
    CHECK(world.state().phase == BehaviourPhase::kBlocked);
    world.run_for(2s);
    CHECK(world.state().phase == BehaviourPhase::kArrived);
}

TEST_CASE("told left or right it turns by a quarter on the spot, and stands") {
    const bool left = GENERATE(true, false);
    RobotWorld world{kWorkshop, {}};
    world.run_for(2s);
    world.say(left ? VoiceCode::kLeft : VoiceCode::kRight);
    world.run_for(4s);
    const float quarter_rad = left ? 1.5708f : -1.5708f;
    CHECK(std::abs(wrapped_rad(world.heading_rad() - quarter_rad)) < 0.087f);
    CHECK(world.path_m() < 0.01f);
    CHECK(world.state().phase == BehaviourPhase::kArrived);
    const float heading_rad = world.heading_rad();
    world.run_for(3s);
    CHECK(world.heading_rad() == heading_rad);
}

TEST_CASE("told to turn while it drives it goes on in the new heading, slower or faster as it is told", "[long]") {
    RobotWorld world{kHall, {}};
    world.run_for(2s);
    world.say(VoiceCode::kForward);
    world.run_for(5s);
    const Point corner = world.place();
    world.say(VoiceCode::kLeft);
    world.run_for(4s);
    CHECK(std::abs(wrapped_rad(world.heading_rad() - 1.5708f)) < 0.087f);
    CHECK(world.place().y_m > 0.2f);
    CHECK(std::abs(world.place().x_m - corner.x_m) < 0.1f);
    CHECK(world.state().kind == BehaviourKind::kForward);
    world.say(VoiceCode::kFaster);
    world.run_for(1s);
    CHECK(world.speed_m_s() == Approx(0.25f).margin(0.01));
    world.say(VoiceCode::kStop);
    world.run_for(600ms);
    CHECK(world.speed_m_s() == 0);
    CHECK(world.state().kind == BehaviourKind::kStop);
}

TEST_CASE("told to go back it goes straight back by its distance, slowly, and stands") {
    RobotWorld world{kHall, {}};
    world.run_for(2s);
    world.say(VoiceCode::kBackward);
    float fastest_m_s = 0;
    world.run_for(6s, [&] { fastest_m_s = std::max(fastest_m_s, -world.speed_m_s()); });
    CHECK(world.place().x_m == Approx(-0.3f).margin(0.03));
    CHECK(std::abs(world.place().y_m) < 0.01f);
    CHECK(fastest_m_s < 0.11f);
    CHECK(world.speed_m_s() == 0);
    CHECK(world.state().phase == BehaviourPhase::kArrived);
}

TEST_CASE("a course ends at the edge of the floor, in front as behind, and is not begun anew by itself", "[long]") {
    const bool forward = GENERATE(true, false);
    RobotWorld world{kWorkshop, {}};
    world.put({3.3f, -0.6f}, forward ? -1.5708f : 1.5708f);  // the stair begins at y -0.95
    world.run_for(2s);
    world.say(forward ? VoiceCode::kForward : VoiceCode::kBackward);
    world.run_for(6s);
    CHECK_FALSE(world.over_edge());
    CHECK(world.path_m() > 0.15f);
    CHECK(world.speed_m_s() == 0);
    const float path_m = world.path_m();
    world.run_for(2s);
    CHECK(world.path_m() == path_m);
}
