#include "nodes/attitude_filter.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace seqboard;
using Axes = AttitudeFilter::Axes;

namespace {

constexpr float kStep_s = 0.01f;

/// What an accelerometer at rest feels in a body turned like this.
Axes gravity(float roll_rad, float pitch_rad) {
    return {-9.80665f * std::sin(pitch_rad), 9.80665f * std::sin(roll_rad) * std::cos(pitch_rad),
            9.80665f * std::cos(roll_rad) * std::cos(pitch_rad)};
}

void run(AttitudeFilter& filter, float duration_s, const Axes& rate_rad_s, const Axes& acceleration_m_s2) {
    for (float passed_s = 0; passed_s < duration_s - kStep_s / 2; passed_s += kStep_s) filter.step(rate_rad_s, acceleration_m_s2, kStep_s);
}

}  // namespace

TEST_CASE("the first sample gives roll and pitch from gravity: right and nose down are positive") {
    AttitudeFilter filter{1};
    filter.step({}, gravity(0.3f, -0.2f), kStep_s);
    CHECK(filter.roll_rad() == Approx(0.3));
    CHECK(filter.pitch_rad() == Approx(-0.2));
    CHECK(filter.yaw_rad() == 0);
}

TEST_CASE("yaw is the integral of the rate, left positive, and wraps") {
    AttitudeFilter filter{1};
    filter.step({0, 0, 1}, gravity(0, 0), kStep_s);
    run(filter, 2, {0, 0, 1}, gravity(0, 0));
    CHECK(filter.yaw_rad() == Approx(2).epsilon(1e-4));
    run(filter, 2, {0, 0, 1}, gravity(0, 0));
    CHECK(filter.yaw_rad() == Approx(4 - 6.283185).epsilon(1e-3));
}

TEST_CASE("a rate that grows evenly is integrated without error") {
    AttitudeFilter filter{1};
    for (int i = 0; i <= 100; ++i) filter.step({0, 0, 0.01f * static_cast<float>(i)}, gravity(0, 0), kStep_s);
    CHECK(filter.yaw_rad() == Approx(0.5).epsilon(1e-4));
}

TEST_CASE("a tilted body that turns about the vertical keeps roll and pitch, and its yaw is that turn") {
    const float roll_rad = 0.4f, pitch_rad = 0.3f, turn_rad_s = 0.5f;
    const Axes rate = {-turn_rad_s * std::sin(pitch_rad), turn_rad_s * std::sin(roll_rad) * std::cos(pitch_rad),
                       turn_rad_s * std::cos(roll_rad) * std::cos(pitch_rad)};
    AttitudeFilter filter{1000};  // gravity hardly helps: the rates alone must do it
    filter.step(rate, gravity(roll_rad, pitch_rad), kStep_s);
    run(filter, 4, rate, gravity(roll_rad, pitch_rad));
    CHECK(filter.yaw_rad() == Approx(2).epsilon(1e-3));
    CHECK(filter.roll_rad() == Approx(roll_rad).margin(1e-3));
    CHECK(filter.pitch_rad() == Approx(pitch_rad).margin(1e-3));
}

TEST_CASE("gravity takes a wrong tilt back with the time constant") {
    AttitudeFilter filter{2};
    filter.step({}, gravity(0.5f, 0), kStep_s);
    run(filter, 2, {}, gravity(0, 0));
    CHECK(filter.roll_rad() == Approx(0.5 / 2.71828).epsilon(0.02));
    run(filter, 20, {}, gravity(0, 0));
    CHECK(filter.roll_rad() == Approx(0).margin(1e-3));
}

TEST_CASE("an acceleration that cannot be gravity does not tilt the body") {
    AttitudeFilter filter{0.5f};
    filter.step({}, gravity(0, 0), kStep_s);
    run(filter, 5, {}, {6, 0, 9.80665f});
    CHECK(filter.pitch_rad() == 0);
}

TEST_CASE("after an interruption roll and pitch begin anew, and yaw goes on from where it was") {
    AttitudeFilter filter{1000};
    filter.step({0, 0, 1}, gravity(0, 0), kStep_s);
    run(filter, 1, {0, 0, 1}, gravity(0, 0));
    const float yaw_rad = filter.yaw_rad();
    filter.interrupt();
    filter.step({0, 0, 1}, gravity(0.2f, 0.1f), 100.0f);
    CHECK(filter.yaw_rad() == yaw_rad);
    CHECK(filter.roll_rad() == Approx(0.2));
    CHECK(filter.pitch_rad() == Approx(0.1));
}
