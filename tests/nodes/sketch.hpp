// A map drawn by hand.
#pragma once

#include "nodes/occupancy_grid.hpp"

namespace seqboard::testing {

/// A map of 4.8 m by 4.8 m around the origin with obstacles drawn in by many narrow beams.
struct Sketch {
    OccupancyGrid grid{{-2.4f, -2.4f}, 0.05f};

    void block(Point p) {
        p = grid.centre_of(grid.cell_at(p));
        for (int i = 0; i < 2; ++i)
            grid.add({.sensor = p - Point{0.01f, 0}, .direction_rad = 0, .width_rad = 0.02f, .range_m = 0.01f, .max_range_m = 4});
    }
    void wall(Point from, Point to) {
        const float step = 0.02f / distance_m(from, to);
        for (float part = 0; part <= 1; part += step) block(from + part * (to - from));
    }
    /// Frees a rectangle between two corners.
    void free(Point low, Point high) {
        for (float y = low.y_m; y <= high.y_m; y += grid.cell_m())
            for (float x = low.x_m; x <= high.x_m; x += grid.cell_m()) grid.clear_disc({x, y}, grid.cell_m());
    }
};

}  // namespace seqboard::testing
