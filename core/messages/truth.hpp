// The simulator's knowledge.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// What the simulator knows and no sensor tells: for judging a run, never for driving.
struct Truth {
    float x_m = 0;
    float y_m = 0;
    float heading_rad = 0;
    float speed_m_s = 0;
    float clearance_m = 0;  ///< from the robot's hull to the nearest wall; negative: inside one
    float goal_distance_m = 0;
    std::uint8_t collided = 0;
    std::uint8_t over_edge = 0;
    std::array<std::uint8_t, 2> reserved{};
};
SEQBOARD_MESSAGE(Truth, x_m, y_m, heading_rad, speed_m_s, clearance_m, goal_distance_m, collided, over_edge, reserved);

}  // namespace seqboard
