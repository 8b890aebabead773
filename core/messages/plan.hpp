// What the planner is about to do.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class PlanState : std::uint8_t {
    kWaiting,  ///< for a pose, a map, or a goal that is a place
    kDriving,
    kArrived,  ///< for good: only another goal ends it
    kBlocked,  ///< no way is wide enough
};

/// The way to the goal, and what who follows it has to know about its surroundings.
struct Plan {
    std::array<float, 16> x_m{};  ///< way points in the world frame, `points` of them
    std::array<float, 16> y_m{};
    float goal_distance_m = 0;
    float clearance_m = 0;  ///< from the hull, where the robot is, to the nearest obstacle of the map; negative: the map sees it inside one
    float explored_m = 0;   ///< so far ahead along the way everything that the hull will cover has been looked at; at most 0.4
    std::uint32_t replans = 0;
    std::uint32_t goal_count = 0;  ///< of the Goal that it leads to
    std::uint8_t points = 0;
    PlanState state = PlanState::kWaiting;
    std::array<std::uint8_t, 2> reserved{};
};
SEQBOARD_MESSAGE(Plan, x_m, y_m, goal_distance_m, clearance_m, explored_m, replans, goal_count, points, state, reserved);

}  // namespace seqboard
