// Points and angles in the plane.
#pragma once

#include <cmath>

#include "core/angle.hpp"

namespace seqboard {

struct Point {
    float x_m = 0;
    float y_m = 0;
};

inline Point operator+(Point a, Point b) { return {a.x_m + b.x_m, a.y_m + b.y_m}; }
inline Point operator-(Point a, Point b) { return {a.x_m - b.x_m, a.y_m - b.y_m}; }
inline Point operator*(float k, Point a) { return {k * a.x_m, k * a.y_m}; }
inline float dot(Point a, Point b) { return a.x_m * b.x_m + a.y_m * b.y_m; }
inline float cross(Point a, Point b) { return a.x_m * b.y_m - a.y_m * b.x_m; }
inline float length_m(Point a) { return std::sqrt(dot(a, a)); }
inline float distance_m(Point a, Point b) { return length_m(b - a); }
inline Point unit_vector(float heading_rad) {
    const auto [sine, cosine] = sine_cosine(heading_rad);
    return {cosine, sine};
}

/// A point of the body's frame (x forward, y left), in the frame the body's position is given in.
inline Point from_body(Point body, float heading_rad, Point offset) {
    const Point forward = unit_vector(heading_rad);
    return {body.x_m + offset.x_m * forward.x_m - offset.y_m * forward.y_m, body.y_m + offset.x_m * forward.y_m + offset.y_m * forward.x_m};
}

}  // namespace seqboard
