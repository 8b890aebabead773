// The estimator against motions whose outcome is known.
#include <catch2/catch.hpp>
#include <cmath>

#include "nodes/pose_filter.hpp"
#include "nodes/sim/random_stream.hpp"

using namespace seqboard;

namespace {

constexpr float kStep_s = 0.02f;

}  // namespace

TEST_CASE("a straight metre is a metre along the heading") {
    PoseFilter filter{{}, {1, 2}, 0.5f};
    for (int i = 0; i < 100; ++i) filter.predict(0.01f, 0, kStep_s, YawSource::kGyro);
    CHECK(filter.position().x_m == Approx(1 + std::cos(0.5)).margin(1e-4));
    CHECK(filter.position().y_m == Approx(2 + std::sin(0.5)).margin(1e-4));
    CHECK(filter.heading_rad() == Approx(0.5));
}

TEST_CASE("a circle ends where it began") {
    PoseFilter filter{{}, {0, 0}, 0};
    const float turn_rad_s = 2 * std::numbers::pi_v<float> / (200 * kStep_s);
    for (int i = 0; i < 200; ++i) filter.predict(0.01f, turn_rad_s, kStep_s, YawSource::kGyro);
    CHECK(filter.position().x_m == Approx(0).margin(1e-3));
    CHECK(filter.position().y_m == Approx(0).margin(1e-3));
    CHECK(filter.heading_rad() == Approx(0).margin(1e-3));
}

TEST_CASE("the gyro's bias is learnt while the wheels stand still") {
    PoseFilter filter{{}, {0, 0}, 0};
    sim::RandomStream noise{1, "gyro"};
    for (int i = 0; i < 500; ++i) {
        const float gyro_rad_s = 0.03f + 0.003f * noise.normal();
        filter.correct_bias(gyro_rad_s, 0);
        filter.predict(0, gyro_rad_s - filter.bias_rad_s(), kStep_s, YawSource::kGyro);
    }
    CHECK(filter.bias_rad_s() == Approx(0.03).margin(0.002));
    CHECK(std::abs(filter.heading_rad()) < 0.03f);
}

TEST_CASE("a steady heading pulls a wrong start heading in, and shrinks the uncertainty") {
    PoseFilter filter{{}, {0, 0}, 0.06f};
    const float before_rad = filter.heading_sigma_rad();
    for (int i = 0; i < 500; ++i) {
        filter.predict(0, 0, kStep_s, YawSource::kGyro);
        REQUIRE(filter.correct_heading(0));
    }
    CHECK(filter.heading_rad() == Approx(0).margin(0.01));
    CHECK(filter.heading_sigma_rad() < before_rad);
}

TEST_CASE("an impossible heading is refused and changes nothing") {
    PoseFilter filter{{}, {0, 0}, 0};
    filter.predict(0.01f, 0, kStep_s, YawSource::kGyro);
    CHECK_FALSE(filter.correct_heading(1.5f));
    CHECK_FALSE(filter.correct_heading(std::nanf("")));
    CHECK(filter.heading_rad() == 0);
    CHECK(filter.correct_heading(0.05f));
}

TEST_CASE("a filter that lost its heading takes the next one, and keeps its place") {
    PoseFilter filter{{}, {1, 2}, 0};
    for (int i = 0; i < 100; ++i) filter.predict(0, 0, kStep_s, YawSource::kGyro);
    filter.lose_heading();
    CHECK(filter.correct_heading(2.5f));
    CHECK(filter.heading_rad() == Approx(2.5).margin(0.01));
    CHECK(filter.position().x_m == Approx(1).margin(1e-3));
    CHECK(filter.position().y_m == Approx(2).margin(1e-3));
}

TEST_CASE("a turn by the wheels alone is less certain than one by the gyro") {
    PoseFilter by_gyro{{}, {0, 0}, 0};
    PoseFilter by_wheels{{}, {0, 0}, 0};
    for (int i = 0; i < 50; ++i) {
        by_gyro.correct_bias(1, 1);
        by_gyro.predict(0, 1, kStep_s, YawSource::kGyro);
        by_wheels.predict(0, 1, kStep_s, YawSource::kWheels);
    }
    CHECK(by_wheels.heading_rad() == Approx(by_gyro.heading_rad()).margin(0.01));
    CHECK(by_wheels.heading_sigma_rad() > by_gyro.heading_sigma_rad());
}

TEST_CASE("headings on both sides of pi are neighbours") {
    PoseFilter filter{{}, {0, 0}, 3.13f};
    CHECK(filter.correct_heading(-3.13f));
    CHECK(std::abs(filter.heading_rad()) > 3.12f);
}

TEST_CASE("the position grows less certain with the way and stays finite over an hour") {
    PoseFilter filter{{}, {0, 0}, 0};
    float before_m = filter.position_sigma_m();
    for (int minute = 0; minute < 60; ++minute) {
        for (int i = 0; i < 3000; ++i) {
            filter.correct_bias(0.1f, 0.1f);
            filter.predict(0.004f, 0.1f, kStep_s, YawSource::kGyro);
            filter.correct_heading(filter.heading_rad());
        }
        REQUIRE(filter.position_sigma_m() > before_m);
        before_m = filter.position_sigma_m();
    }
    CHECK(std::isfinite(before_m));
    CHECK(filter.heading_sigma_rad() < 0.1f);
}
