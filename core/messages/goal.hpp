// Where the robot is to go.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class GoalKind : std::uint8_t {
    kNone,  ///< stand still
    kPlace,
    kWallLeft,   ///< along the wall on the left, for ever
    kWallRight,  ///< along the wall on the right
    kCourse,     ///< straight on in a heading, for ever
    kTurn,       ///< to a heading, on the spot
    kBack,       ///< backwards, in a heading, to a place behind
};

/// What the behaviours want now. Planner and follower do nothing without a fresh one.
struct Goal {
    float x_m = 0;  ///< world frame as in Pose; of kPlace and kBack
    float y_m = 0;
    float heading_rad = 0;      ///< world frame as in Pose; of kCourse, kTurn and kBack
    float radius_m = 0;         ///< nearer than this is there; of a place
    float speed_limit_m_s = 0;  ///< 0: as fast as the follower likes
    std::uint32_t count = 0;    ///< differs from that of the goal before
    GoalKind kind = GoalKind::kNone;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(Goal, x_m, y_m, heading_rad, radius_m, speed_limit_m_s, count, kind, reserved);

}  // namespace seqboard
