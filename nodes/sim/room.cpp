#include "nodes/sim/room.hpp"

#include <algorithm>
#include <limits>

namespace seqboard::sim {

namespace {

float distance_to(const Wall& wall, Point p) {
    const Point along = wall.to - wall.from;
    const float squared = dot(along, along);
    const float part = squared > 0 ? std::clamp(dot(p - wall.from, along) / squared, 0.0f, 1.0f) : 0.0f;
    return distance_m(p, wall.from + part * along);
}

}  // namespace

void Room::add_box(Rectangle box) {
    boxes.push_back(box);
    const Point a = box.low;
    const Point b{box.high.x_m, box.low.y_m};
    const Point c = box.high;
    const Point d{box.low.x_m, box.high.y_m};
    for (const Wall& side : {Wall{a, b}, Wall{b, c}, Wall{c, d}, Wall{d, a}}) walls.push_back(side);
}

float Room::clearance_m(Point from) const {
    float nearest_m = std::numeric_limits<float>::infinity();
    for (const Wall& wall : walls) nearest_m = std::min(nearest_m, distance_to(wall, from));
    const bool inside = std::any_of(boxes.begin(), boxes.end(), [&](const Rectangle& box) { return box.contains(from); });
    return inside ? -nearest_m : nearest_m;
}

RayHit Room::cast(Point from, float direction_rad) const {
    RayHit nearest{std::numeric_limits<float>::infinity(), 0};
    const Point ray = unit_vector(direction_rad);
    for (const Wall& wall : walls) {
        const Point along = wall.to - wall.from;
        const float parallel = cross(ray, along);
        if (std::abs(parallel) < 1e-9f) continue;
        const float distance_m = cross(wall.from - from, along) / parallel;
        const float part = cross(wall.from - from, ray) / parallel;
        if (distance_m < 0 || part < 0 || part > 1 || distance_m >= nearest.distance_m) continue;
        // |cross| is the cosine of the angle to the normal, because ray is a unit vector.
        nearest = {distance_m, std::acos(std::min(1.0f, std::abs(parallel) / length_m(along)))};
    }
    return nearest;
}

bool Room::has_floor(Point at) const {
    return std::none_of(edges.begin(), edges.end(), [&](const Rectangle& edge) { return edge.contains(at); });
}

}  // namespace seqboard::sim
