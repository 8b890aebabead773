// Four infrared floor sensors with comparators (TCRT5000 and LM393): one line each.
#pragma once

#include "core/messages/ground.hpp"
#include "nodes/sim/room.hpp"

namespace seqboard::sim {

/// Where the sensors sit in the body's frame, in the order of GroundLines.
inline constexpr std::array<Point, 4> kGroundSensors = {Point{0.10f, 0.06f}, Point{0.10f, -0.06f}, Point{-0.09f, 0.06f},
                                                        Point{-0.09f, -0.06f}};

/// `active_low`: the comparator pulls its line low where the floor reflects.
inline GroundLines ground_lines(const Room& room, Point position, float heading_rad, bool active_low) {
    GroundLines lines;
    for (std::size_t i = 0; i < lines.level.size(); ++i)
        lines.level[i] = room.has_floor(from_body(position, heading_rad, kGroundSensors[i])) != active_low;
    return lines;
}

}  // namespace seqboard::sim
