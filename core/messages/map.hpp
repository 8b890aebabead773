// What the robot knows of the floor plan.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// Cells along one side of a map.
inline constexpr int kMapSide = 96;

/// A square of the world in cells, each with the evidence that something stands there (log-odds, see OccupancyGrid, which says
/// from where on a cell counts as occupied). Row by row: cell (x, y) is number y * kMapSide + x, (0, 0) lies at the origin. 9 KiB: it is
/// published a few times a second, and who wants it copies it when it is new.
struct Map {
    float origin_x_m = 0;  ///< the corner with the smallest x and y, world frame as in Pose
    float origin_y_m = 0;
    float cell_m = 0;                                         ///< side of one cell
    std::array<std::int8_t, kMapSide * kMapSide> log_odds{};  ///< 0: nobody has looked; below: free; above: occupied; 127: no floor
};
SEQBOARD_MESSAGE(Map, origin_x_m, origin_y_m, cell_m, log_odds);

}  // namespace seqboard
