// Each part of the controller by itself, and its bound.
#include <catch2/catch.hpp>

#include "nodes/pid_controller.hpp"

using namespace seqboard;

namespace {

constexpr float kDt_s = 0.02f;
constexpr PidConfig kConfig{.gain_per_s = 4, .integral_time_s = 2, .derivative_ratio = 0.5f, .most_rad_s = 1};

}  // namespace

TEST_CASE("without an error the answer is zero") {
    PidController pid;
    for (int i = 0; i < 100; ++i) CHECK(pid.step(kConfig, 0, 0, kDt_s) == 0);
}

TEST_CASE("the answer is proportional to the error and to its rate") {
    PidController pid;
    const PidConfig config{.gain_per_s = 4, .integral_time_s = 0, .derivative_ratio = 0.5f, .most_rad_s = 1};
    CHECK(pid.step(config, 0.1f, 0, kDt_s) == Approx(0.4));
    CHECK(pid.step(config, -0.1f, 0, kDt_s) == Approx(-0.4));
    CHECK(pid.step(config, 0, 0.2f, kDt_s) == Approx(0.1));
    CHECK(pid.step(config, 0.1f, -0.2f, kDt_s) == Approx(0.3));
}

TEST_CASE("after its time the integral of a lasting error equals the proportional part") {
    PidController pid;
    float answer = 0;
    for (int i = 0; i < 100; ++i) answer = pid.step(kConfig, 0.05f, 0, kDt_s);
    CHECK(answer == Approx(2 * 4 * 0.05));
    pid.reset();
    CHECK(pid.step(kConfig, 0, 0, kDt_s) == 0);
}

TEST_CASE("the answer stays within its bound, and what lies beyond is not wound up") {
    PidController pid;
    for (int i = 0; i < 1000; ++i) {
        CHECK(pid.step(kConfig, 0.5f, 0, kDt_s) == 1);
        CHECK(pid.step(kConfig, 0.5f, 10, kDt_s) == 1);
    }
    CHECK(pid.step(kConfig, 0, 0, kDt_s) == 0);
    for (int i = 0; i < 1000; ++i) CHECK(pid.step(kConfig, -0.5f, 0, kDt_s) == -1);
    CHECK(pid.step(kConfig, 0, 0, kDt_s) == 0);
}

TEST_CASE("an integral that is large is led back even while the answer is at its bound") {
    PidController pid;
    float answer = 0;
    for (int i = 0; i < 100; ++i) answer = pid.step(kConfig, 0.1f, 0, kDt_s);
    REQUIRE(answer == Approx(0.8));
    for (int i = 0; i < 50; ++i) REQUIRE(pid.step(kConfig, -0.05f, 20, kDt_s) == 1);
    CHECK(pid.step(kConfig, 0, 0, kDt_s) == Approx(0.4 - 0.1));
}
