// From echo times to distances.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/testing/bench.hpp"
#include "nodes/range_node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

float range_for(float echo_s, std::map<std::string, std::string> params = {}) {
    Bench<RangeNode> bench{std::move(params)};
    bench.set("sonar_echo", SonarEcho{.echo_s = echo_s, .bearing_rad = 0.5f, .ping = 1});
    bench.step();
    return bench.get<Range>("range")->range_m;
}

}  // namespace

TEST_CASE("a metre takes twice its time of flight") {
    CHECK(range_for(2.0f / 343.5f) == Approx(1.0).epsilon(1e-5));  // 20 degC: 331.5 + 0.6 * 20
    CHECK(range_for(2.0f / 331.5f, {{"air_celsius", "0"}}) == Approx(1.0).epsilon(1e-5));
    CHECK(range_for(2.0f / 319.5f, {{"air_celsius", "-20"}}) == Approx(1.0).epsilon(1e-5));
}

TEST_CASE("no echo is infinite, a stuck line is not a number") {
    CHECK(range_for(std::numeric_limits<float>::infinity()) == std::numeric_limits<float>::infinity());
    CHECK(std::isnan(range_for(std::numeric_limits<float>::quiet_NaN())));
}

TEST_CASE("an echo from beyond the sensor's reach counts as none, one from its dead zone as a failure") {
    CHECK(std::isinf(range_for(2 * 4.1f / 343.5f)));
    CHECK(range_for(2 * 3.9f / 343.5f) == Approx(3.9).epsilon(1e-4));
    CHECK(std::isnan(range_for(2 * 0.01f / 343.5f)));
    CHECK(range_for(2 * 0.02f / 343.5f) == Approx(0.02).epsilon(1e-4));
    CHECK(std::isnan(range_for(-0.001f)));
}

TEST_CASE("bearing, reach and beam width go along with the distance") {
    Bench<RangeNode> bench{{{"max_range_m", "3"}, {"beam_width_rad", "0.3"}}};
    bench.set("sonar_echo", SonarEcho{.echo_s = 0.005f, .bearing_rad = -0.7f});
    bench.step();
    const auto range = bench.get<Range>("range");
    CHECK(range->bearing_rad == -0.7f);
    CHECK(range->max_range_m == 3.0f);
    CHECK(range->beam_width_rad == Approx(0.3));
}

TEST_CASE("every ping gives one range, and no ping gives none") {
    Bench<RangeNode> bench;
    for (int ping = 0; ping < 2; ++ping) bench.set("sonar_echo", SonarEcho{.echo_s = 0.005f});
    bench.step();
    const auto sequence = bench.get<Range>("range").sequence();
    bench.advance(20ms);
    bench.step();
    CHECK(bench.get<Range>("range").sequence() == sequence);
    CHECK(sequence == 2);
}
