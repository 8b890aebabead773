// Rooms: their text and their geometry.
#include <catch2/catch.hpp>
#include <cmath>

#include "core/exit_code.hpp"
#include "nodes/sim/room.hpp"
#include "tests/scratch/places.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace seqboard::testing;

namespace {

const std::string kStartAndGoal = "start 0 0 0\ngoal 1 0\n";

std::string fault_of(const std::string& text) {
    try {
        (void)parse_room("test.room", text);
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
        return error.what();
    }
    return "no fault";
}

}  // namespace

TEST_CASE("a room is read object by object, comments and blank lines aside") {
    const Room room =
        parse_room("test.room", "# a room\n\nwall 0 0 4 0   # south\nbox 2 1 1 0.5\nedge 3 3 2 2\nstart 0.5 -1 1.57\r\ngoal 3 1");
    CHECK(room.walls.size() == 5);
    REQUIRE(room.boxes.size() == 1);
    CHECK(room.boxes[0].low.x_m == 1.0f);
    CHECK(room.boxes[0].high.y_m == 1.0f);
    CHECK(room.edges.size() == 1);
    CHECK(room.start.y_m == -1.0f);
    CHECK(room.start_heading_rad == Approx(1.57));
    CHECK(room.goal.x_m == 3.0f);
}

TEST_CASE("every fault in a room's text is named with file and line") {
    using Catch::Contains;
    CHECK_THAT(fault_of("wall 0 0 4 0\nwal 1 2 3 4\n" + kStartAndGoal), Contains("test.room:2") && Contains("did you mean 'wall'"));
    CHECK_THAT(fault_of("wall 0 0 4\n" + kStartAndGoal), Contains("test.room:1") && Contains("4 numbers, not 3"));
    CHECK_THAT(fault_of("\n\nbox 0 0 4 four\n" + kStartAndGoal), Contains("test.room:3") && Contains("'four'"));
    CHECK_THAT(fault_of("box 0 0 4 nan\n" + kStartAndGoal), Contains("'nan'"));
    CHECK_THAT(fault_of("box 0 0 4 1e99\n" + kStartAndGoal), Contains("'1e99'"));
    CHECK_THAT(fault_of(kStartAndGoal + "start 1 1 1"), Contains("test.room:3") && Contains("second start"));
    CHECK_THAT(fault_of("goal 1 1"), Contains("no start"));
    CHECK_THAT(fault_of("start 1 1 0"), Contains("no goal"));
    CHECK_THAT(fault_of(""), Contains("no start"));
}

TEST_CASE("a room's file that is missing is named") {
    try {
        (void)load_room("/nowhere/a.room");
        FAIL("read");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kNoInput);
        CHECK_THAT(error.what(), Catch::Contains("/nowhere/a.room"));
    }
}

TEST_CASE("the shipped rooms can be read, and start and goal are in the open") {
    const Room room = load_room(sources("config/rooms/workshop.room"));
    CHECK(room.clearance_m(room.start) > 0.2f);
    CHECK(room.clearance_m(room.goal) > 0.2f);
    CHECK(room.has_floor(room.start));
    CHECK(room.has_floor(room.goal));
    CHECK(room.cast(room.start, std::atan2(room.goal.y_m - room.start.y_m, room.goal.x_m - room.start.x_m)).distance_m <
          distance_m(room.start, room.goal));
}

TEST_CASE("rays end at the nearest wall and know the angle they meet it at") {
    const Room room = parse_room("test.room", "wall 2 -1 2 1\nwall 3 -1 3 1\n" + kStartAndGoal);
    CHECK(room.cast({0, 0}, 0).distance_m == Approx(2));
    CHECK(room.cast({0, 0}, 0).incidence_rad == Approx(0).margin(1e-3));
    CHECK(room.cast({0, 0}, 0.4f).distance_m == Approx(2 / std::cos(0.4)));
    CHECK(room.cast({0, 0}, 0.4f).incidence_rad == Approx(0.4).epsilon(1e-3));
    CHECK(std::isinf(room.cast({0, 0}, 1.5f).distance_m));
    CHECK(std::isinf(room.cast({0, 0}, 3.14f).distance_m));
}

TEST_CASE("clearance is positive outside a box and negative inside") {
    const Room room = parse_room("test.room", "box 1 -1 3 1\n" + kStartAndGoal);
    CHECK(room.clearance_m({0, 0}) == Approx(1));
    CHECK(room.clearance_m({0, 2}) == Approx(std::sqrt(2.0)));
    CHECK(room.clearance_m({1.25f, 0}) == Approx(-0.25));
}

TEST_CASE("there is floor everywhere but beyond an edge") {
    const Room room = parse_room("test.room", "edge 1 1 2 2\n" + kStartAndGoal);
    CHECK(room.has_floor({0.9f, 1.5f}));
    CHECK_FALSE(room.has_floor({1.5f, 1.5f}));
}
