// The motion that holds a heading, by hand.
#include "nodes/course.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace seqboard;

namespace {

constexpr float kNoLimit = std::numeric_limits<float>::infinity();
const Course kCourse{{.speed_m_s = 0.2f, .back_speed_m_s = 0.1f, .turn_rate_rad_s = 1.2f}};

DriveCommand ahead(float heading_rad, float limit_m_s = kNoLimit) {
    return kCourse.command({.heading_rad = 1, .kind = GoalKind::kCourse}, {.heading_rad = heading_rad}, limit_m_s);
}

}  // namespace

TEST_CASE("a course is driven at its speed or slower, back into its heading") {
    CHECK(ahead(1).speed_m_s == 0.2f);
    CHECK(ahead(1).yaw_rate_rad_s == 0);
    CHECK(ahead(1.1f).yaw_rate_rad_s < -0.1f);
    CHECK(ahead(0.9f).yaw_rate_rad_s > 0.1f);
    CHECK(ahead(1, 0.05f).speed_m_s == 0.05f);
    CHECK(ahead(1, 0).speed_m_s == 0);
}

TEST_CASE("a course far off its heading turns on the spot first, by the shorter way") {
    CHECK(ahead(2).speed_m_s == 0);
    CHECK(ahead(2).yaw_rate_rad_s == -1.2f);
    CHECK(ahead(-3).yaw_rate_rad_s == -1.2f);  // past pi
    CHECK(ahead(0.6f).yaw_rate_rad_s > 0.5f);
}

TEST_CASE("a turn never creeps, and ends within two and a half degrees") {
    const Goal goal{.heading_rad = 3.1f, .kind = GoalKind::kTurn};
    CHECK(kCourse.command(goal, {.heading_rad = 3.05f}, kNoLimit).yaw_rate_rad_s == 0.25f);
    CHECK_FALSE(Course::reached(goal, {.heading_rad = 3.05f}));
    const Pose there{.heading_rad = -3.16f};
    CHECK(Course::reached(goal, there));
    CHECK(kCourse.command(goal, there, kNoLimit).yaw_rate_rad_s == 0);
}

TEST_CASE("back is slow, slower towards its end, and stands there and beyond") {
    const Goal goal{.x_m = -0.3f, .kind = GoalKind::kBack};
    const auto speed_m_s = [&](float x_m) { return kCourse.command(goal, {.x_m = x_m}, 0).speed_m_s; };
    CHECK(speed_m_s(0) == -0.1f);
    CHECK(speed_m_s(-0.295f) > -0.1f);
    CHECK(speed_m_s(-0.295f) < 0);
    CHECK(speed_m_s(-0.3f) == 0);
    CHECK(speed_m_s(-0.5f) == 0);
    CHECK(Course::reached(goal, {.x_m = -0.31f}));
}

TEST_CASE("a heading that is no number, and a goal that is no course, move nothing") {
    for (const Goal& goal : {Goal{.heading_rad = std::nanf(""), .kind = GoalKind::kCourse},
                             Goal{.heading_rad = std::nanf(""), .kind = GoalKind::kBack}, Goal{.x_m = 1, .kind = GoalKind::kPlace}}) {
        const DriveCommand command = kCourse.command(goal, {}, kNoLimit);
        CHECK(command.speed_m_s == 0);
        CHECK(command.yaw_rate_rad_s == 0);
    }
}
