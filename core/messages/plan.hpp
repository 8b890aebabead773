// What the planner is about to do.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class PlanState : std::uint8_t { kWaiting, kDriving, kArrived, kBlocked };

/// What the planner is about to do.
struct Plan {
    std::array<float, 16> x_m{};  ///< way points in the world frame, `points` of them
    std::array<float, 16> y_m{};
    float goal_distance_m = 0;
    std::uint32_t replans = 0;
    std::uint8_t points = 0;
    PlanState state = PlanState::kWaiting;
    std::array<std::uint8_t, 2> reserved{};
};
SEQBOARD_MESSAGE(Plan, x_m, y_m, goal_distance_m, replans, points, state, reserved);

}  // namespace seqboard
