// Rooms made from a seed.
#include "nodes/sim/random_room.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/scratch/slow_build.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using seqboard::testing::kSlowBuild;

TEST_CASE("one seed gives one room, another seed another one") {
    const Room room = random_room(7), same = load_room("random:7"), other = random_room(8);
    REQUIRE(room.boxes.size() == same.boxes.size());
    for (std::size_t i = 0; i < room.boxes.size(); ++i) CHECK(room.boxes[i].low.x_m == same.boxes[i].low.x_m);
    CHECK(room.walls.front().from.y_m != other.walls.front().from.y_m);
}

TEST_CASE("in every random room there is room to start, and at the goal") {
    for (std::uint32_t seed = 1; seed <= (kSlowBuild ? 10u : 50u); ++seed) {
        const Room room = random_room(seed);
        INFO("seed " << seed);
        CHECK(room.boxes.size() >= 4);
        CHECK(room.clearance_m(room.start) >= 0.35f);
        CHECK(room.clearance_m(room.goal) >= 0.35f);
        CHECK(room.goal.x_m == kRandomRoomGoal.x_m);
    }
}

TEST_CASE("a random room without a number is refused with a sentence") {
    CHECK_THROWS_WITH(load_room("random:north"), Catch::Contains("expected random:N"));
}
