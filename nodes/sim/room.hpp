// The simulated room: what the robot can bump into, fall off and should reach.
#pragma once

#include <string>
#include <vector>

#include "nodes/planar.hpp"

namespace seqboard::sim {

struct Wall {
    Point from;
    Point to;
};

/// Sides parallel to the axes.
struct Rectangle {
    Point low;   ///< smallest x and y
    Point high;  ///< largest x and y
    bool contains(Point p) const { return p.x_m >= low.x_m && p.x_m <= high.x_m && p.y_m >= low.y_m && p.y_m <= high.y_m; }
};

/// Where a ray met something.
struct RayHit {
    float distance_m;     ///< +inf: nothing
    float incidence_rad;  ///< between the ray and the surface's normal
};

struct Room {
    std::vector<Wall> walls;  ///< the boxes' sides included
    std::vector<Rectangle> boxes;
    std::vector<Rectangle> edges;  ///< where there is no floor
    Point start;
    float start_heading_rad = 0;
    Point goal;

    void add_box(Rectangle box);

    /// From the point to the nearest surface; negative inside a box.
    float clearance_m(Point from) const;
    RayHit cast(Point from, float direction_rad) const;
    bool has_floor(Point at) const;
};

/// One object per line, metres and radians, `#` begins a comment:
///     wall X Y X Y | box X Y X Y (opposite corners) | edge X Y X Y (no floor there) | start X Y HEADING | goal X Y
/// `name` is for the sentences. Throws StartError naming the line.
Room parse_room(const std::string& name, const std::string& text);

/// From a file, or one that nobody has seen before: "random:7" (random_room.hpp). Throws StartError.
Room load_room(const std::string& path);

}  // namespace seqboard::sim
