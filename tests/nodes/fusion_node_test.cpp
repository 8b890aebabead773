// The estimate against a simulated body whose true pose is known.
#include <catch2/catch.hpp>
#include <cmath>

#include "core/testing/bench.hpp"
#include "nodes/fusion_node.hpp"
#include "nodes/sim/gyro_model.hpp"
#include "nodes/sim/plant.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// A body on a crooked course, its wheels and its gyro.
struct Course {
    Bench<FusionNode> bench;
    sim::Plant plant;
    sim::GyroModel gyro;
    float module_zero_rad = 1.0f;  ///< the module was zeroed somewhere else
    bool module_works = true;
    std::int32_t counts_slip = 0;
    bool starved = false;  ///< nobody but the body gets to move

    explicit Course(std::uint32_t seed) : plant{{}, seed, {}, 0}, gyro{{}, seed} {}

    void run_for(Duration duration, float left_duty, float right_duty) {
        for (Duration passed{}; passed < duration; passed += 20ms) {
            for (int i = 0; i < 2; ++i) {
                plant.step({.left_duty_ratio = left_duty, .right_duty_ratio = right_duty, .enable = 1}, 8.0f, 0.01f);
                gyro.step(plant.state().yaw_rate_rad_s, 0.01f);
            }
            bench.advance(20ms);
            const EncoderCounts counts = plant.counts();
            bench.set("encoder_counts", EncoderCounts{.left = counts.left, .right = counts.right + counts_slip});
            if (starved) continue;
            if (module_works)
                bench.set("heading",
                          Heading{.heading_rad = wrapped_rad(gyro.yaw_rad() + module_zero_rad), .yaw_rate_rad_s = gyro.rate_rad_s()});
            bench.step();
        }
    }
    float position_error_m() {
        const auto pose = bench.get<Pose>("pose");
        return distance_m({pose->x_m, pose->y_m}, plant.state().position);
    }
    float heading_error_rad() { return std::abs(wrapped_rad(bench.get<Pose>("pose")->heading_rad - plant.state().heading_rad)); }
};

}  // namespace

TEST_CASE("after ten crooked metres the pose is within 3 percent of the way") {
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        Course course{seed};
        course.run_for(1s, 0, 0);
        for (int leg = 0; leg < 8; ++leg) course.run_for(4s, leg % 2 ? 0.6f : 0.5f, leg % 2 ? 0.5f : 0.6f);
        INFO("seed " << seed);
        CHECK(course.position_error_m() < 0.3f);
        CHECK(course.heading_error_rad() < 0.05f);
    }
}

TEST_CASE("the pose says what its heading rests on") {
    Course course{3};
    const auto source = [&] { return course.bench.get<Pose>("pose")->heading_source; };
    course.module_works = false;
    course.run_for(200ms, 0, 0);
    CHECK(source() == HeadingSource::kWheels);
    course.module_works = true;
    course.run_for(1s, 0.5f, 0.6f);
    CHECK(source() == HeadingSource::kSensor);
    course.module_works = false;
    course.run_for(200ms, 0.5f, 0.6f);
    CHECK(source() == HeadingSource::kWheels);
    course.module_works = true;
    course.run_for(200ms, 0.5f, 0.6f);
    CHECK(source() == HeadingSource::kSensor);
}

TEST_CASE("a heading that is refused is no heading, one that is refused once is") {
    Course course{3};
    const auto source = [&] { return course.bench.get<Pose>("pose")->heading_source; };
    course.run_for(1s, 0.5f, 0.5f);
    course.module_zero_rad += 1;
    course.run_for(20ms, 0.5f, 0.5f);
    CHECK(source() == HeadingSource::kSensor);
    course.run_for(400ms, 0.5f, 0.5f);
    CHECK(source() == HeadingSource::kWheels);
    course.run_for(2s, 0.5f, 0.5f);
    CHECK(source() == HeadingSource::kSensor);
}

TEST_CASE("without the module the wheels alone carry on") {
    Course course{3};
    course.run_for(1s, 0, 0);
    course.module_works = false;
    course.run_for(5s, 0.5f, 0.6f);
    CHECK(course.heading_error_rad() < 0.3f);
    CHECK(course.bench.get<Pose>("pose").age() == 0s);
}

TEST_CASE("a module that is zeroed during the run does not turn the robot") {
    Course course{4};
    course.run_for(2s, 0.5f, 0.55f);
    course.module_zero_rad = -2.0f;
    course.run_for(3s, 0.55f, 0.5f);
    CHECK(course.heading_error_rad() < 0.05f);
}

TEST_CASE("a pause in the middle of a turn costs neither heading nor frame") {
    for (const Duration pause : {80ms, 160ms, 240ms, 400ms, 1000ms}) {
        Course course{5};
        course.run_for(1s, 0, 0);
        for (int leg = 0; leg < 8; ++leg) {
            course.run_for(600ms, 0.6f, -0.6f);
            course.starved = true;
            course.run_for(pause, leg % 2 ? -0.6f : 0.6f, leg % 2 ? 0.6f : -0.6f);
            course.starved = false;
        }
        course.run_for(500ms, 0, 0);
        INFO("pauses of " << pause.count() / 1'000'000 << " ms");
        CHECK(course.heading_error_rad() < 0.06f);
    }
}

TEST_CASE("an estimate that went wrong comes back to a module that went on smoothly") {
    Course course{6};
    course.run_for(1s, 0.5f, 0.5f);
    course.counts_slip = 300;  // a wheel that lost its grip while nobody looked
    course.starved = true;
    course.run_for(200ms, 0.5f, 0.5f);
    course.starved = false;
    course.run_for(200ms, 0.5f, 0.5f);
    CHECK(course.heading_error_rad() > 0.3f);
    course.run_for(2s, 0.5f, 0.5f);
    CHECK(course.heading_error_rad() < 0.06f);
}

TEST_CASE("the estimate begins at the start pose") {
    Bench<FusionNode> bench{{{"start_x_m", "2"}, {"start_y_m", "-1"}, {"start_heading_rad", "0.5"}}};
    bench.set("encoder_counts", EncoderCounts{12345, -678});
    bench.step();
    const auto pose = bench.get<Pose>("pose");
    CHECK(pose->x_m == 2.0f);
    CHECK(pose->y_m == -1.0f);
    CHECK(pose->heading_rad == Approx(0.5));
}

TEST_CASE("where the heading is awaited there is no pose before it, and one without it later") {
    Bench<FusionNode> bench{{{"await_heading", "true"}}};
    const auto step = [&] {
        bench.set("encoder_counts", EncoderCounts{});
        bench.step();
        bench.advance(20ms);
    };
    step();
    step();
    CHECK(bench.get<Pose>("pose").freshness() == Freshness::kNeverWritten);
    bench.set("heading", Heading{});
    step();
    CHECK(bench.get<Pose>("pose").sequence() == 1);
    bench.advance(1s);
    step();
    CHECK(bench.get<Pose>("pose").sequence() == 2);
}

TEST_CASE("without encoders there is no pose") {
    Bench<FusionNode> bench;
    bench.set("heading", Heading{});
    bench.run_for(200ms);
    CHECK(bench.get<Pose>("pose").freshness() == Freshness::kNeverWritten);
}
