#include "nodes/sim/map_picture.hpp"

#include "nodes/occupancy_grid.hpp"

namespace seqboard::sim {

void add_map(RunPicture& picture, const Map& map) {
    OccupancyGrid grid{{}, 1};
    if (!grid.load(map)) return;
    picture.map_cell_m = grid.cell_m();
    for (int y = 0; y < OccupancyGrid::kSide; ++y)
        for (int x = 0; x < OccupancyGrid::kSide; ++x)
            if (grid.occupied({x, y})) picture.map_obstacles.push_back(grid.centre_of({x, y}));
}

}  // namespace seqboard::sim
