// The order of nodes within a tick.
#include "core/launch/lockstep_plan.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using Levels = std::vector<std::uint32_t>;

TEST_CASE("a reader steps after the writer, wherever they stand in the file") {
    CHECK(lockstep_levels({{"planner", {"plan"}, {"pose"}}, {"fusion", {"pose"}, {"heading"}}, {"heading", {"heading"}, {}}}) ==
          Levels{2, 1, 0});
}

TEST_CASE("nodes that share no slot step at the same time") {
    CHECK(lockstep_levels(
              {{"heading", {"heading"}, {"counts"}}, {"range", {"range"}, {"echo"}}, {"fusion", {"pose"}, {"heading", "range"}}}) ==
          Levels{0, 0, 1});
}

TEST_CASE("two readers of one slot do not disturb each other") {
    CHECK(lockstep_levels({{"source", {"range"}, {}}, {"planner", {"plan"}, {"range"}}, {"logger", {}, {"range"}}}) == Levels{0, 1, 1});
}

TEST_CASE("the longest way decides the level") {
    CHECK(lockstep_levels({{"a", {"x"}, {}}, {"b", {"y"}, {"x"}}, {"c", {"z"}, {"y"}}, {"d", {}, {"x", "z"}}}) == Levels{0, 1, 2, 3});
}

TEST_CASE("where nodes feed back into each other the first in the file steps first, and they never share a level") {
    const LockstepNode wheels{"wheels", {"wheels"}, {"command"}};
    const LockstepNode planner{"planner", {"command"}, {"wheels"}};
    CHECK(lockstep_levels({wheels, planner}) == Levels{0, 1});
    CHECK(lockstep_levels({planner, wheels}) == Levels{0, 1});
}

TEST_CASE("a node behind a feedback loop waits for all of it, though it stands first in the file") {
    CHECK(lockstep_levels({{"monitor", {}, {"command"}},
                           {"wheels", {"wheels"}, {"command", "heading"}},
                           {"planner", {"command"}, {"wheels"}},
                           {"heading", {"heading"}, {}}}) == Levels{3, 1, 2, 0});
}

TEST_CASE("a loop of three is opened once") {
    CHECK(lockstep_levels({{"a", {"a"}, {"c"}}, {"b", {"b"}, {"a"}}, {"c", {"c"}, {"b"}}}) == Levels{0, 1, 2});
}

TEST_CASE("a node that reads its own slot waits for nobody") { CHECK(lockstep_levels({{"a", {"a"}, {"a"}}}) == Levels{0}); }

TEST_CASE("no nodes, no levels") { CHECK(lockstep_levels({}).empty()); }
