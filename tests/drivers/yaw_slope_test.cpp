// The rate that yaws tell.
#include "drivers/yaw_slope.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

TEST_CASE("a steady turn has its rate from the second yaw on, also over the half turn") {
    YawSlope slope;
    Time now{100s};
    float yaw_rad = 3.0f;
    CHECK_FALSE(slope.take(yaw_rad, now));
    for (int i = 0; i < 100; ++i) {
        yaw_rad = wrapped_rad(yaw_rad + 0.04f);
        CHECK(*slope.take(yaw_rad, now += 20ms) == Approx(2).epsilon(0.001));
    }
}

TEST_CASE("a turn that ends is forgotten after four looks") {
    YawSlope slope;
    Time now{100s};
    for (int i = 0; i < 10; ++i) slope.take(0.04f * static_cast<float>(i), now += 20ms);
    for (int i = 0; i < 3; ++i) CHECK(*slope.take(0.36f, now += 20ms) > 0.4f);
    CHECK(*slope.take(0.36f, now += 20ms) == Approx(0).margin(1e-6));
}

TEST_CASE("there is no rate over a gap") {
    YawSlope slope;
    Time now{100s};
    slope.take(0, now);
    REQUIRE(slope.take(0, now += 20ms));
    CHECK_FALSE(slope.take(1, now += 201ms));
    CHECK(*slope.take(1.02f, now += 20ms) == Approx(1).epsilon(0.001));
}
