#include "beacon_node.hpp"

#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "core/testing/bench.hpp"

using namespace std::chrono_literals;

TEST_CASE("the lamp turns at its rate") {
    seqboard::Bench<beacon::BeaconNode> bench{{{"turn_rate_rad_s", "2"}}};
    bench.run_for(1s);
    CHECK(bench.get<beacon::Lamp>("lamp")->bearing_rad == Approx(2).margin(0.001));
}

TEST_CASE("a whole turn is counted and the bearing stays between -pi and pi") {
    seqboard::Bench<beacon::BeaconNode> bench{{{"turn_rate_rad_s", "10"}}};
    bench.run_for(700ms);
    CHECK(bench.get<beacon::Lamp>("lamp")->turns == 1);
    CHECK(bench.get<beacon::Lamp>("lamp")->bearing_rad < 3.1416f);
}
