// Follows a line of way points by steering at a point ahead on it (Coulter, CMU-RI-TR-92-01).
#pragma once

#include <algorithm>
#include <span>

#include "core/messages/wheels.hpp"
#include "nodes/planar.hpp"

namespace seqboard {

struct PursuitConfig {
    float lookahead_m = 0.25f;
    float cruise_speed_m_s = 0.35f;
    float turn_rate_rad_s = 1.8f;  ///< at most
    float turn_first_rad = 0.9f;   ///< a bearing beyond this is turned to on the spot
    float braking_m_s2 = 0.4f;     ///< for slowing down towards the goal
};

/// The point `ahead_m` farther along the line than its point nearest to `position`; the last point at the end.
inline Point point_ahead(std::span<const Point> line, Point position, float ahead_m) {
    std::size_t nearest = 0;
    float nearest_part = 0;
    float least_m = -1;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Point along = line[i + 1] - line[i];
        const float squared = dot(along, along);
        const float part = squared > 0 ? std::clamp(dot(position - line[i], along) / squared, 0.0f, 1.0f) : 0.0f;
        const float away_m = distance_m(position, line[i] + part * along);
        if (least_m >= 0 && away_m > least_m) continue;
        least_m = away_m;
        nearest = i;
        nearest_part = part;
    }
    for (std::size_t i = nearest; i + 1 < line.size(); ++i) {
        const Point along = line[i + 1] - line[i];
        const float piece_m = length_m(along);
        const float used = i == nearest ? nearest_part : 0.0f;
        if (ahead_m <= piece_m * (1 - used)) return line[i] + (used + ahead_m / std::max(piece_m, 1e-6f)) * along;
        ahead_m -= piece_m * (1 - used);
    }
    return line.back();
}

/// The command that steers at the line, at most `speed_limit_m_s` fast. `line` is in the frame of `position` and not empty.
inline DriveCommand pursue(const PursuitConfig& config, std::span<const Point> line, Point position, float heading_rad,
                           float speed_limit_m_s) {
    const Point target = point_ahead(line, position, config.lookahead_m) - position;
    const float bearing_rad = wrapped_rad(std::atan2(target.y_m, target.x_m) - heading_rad);
    if (std::abs(bearing_rad) > config.turn_first_rad)
        return {.speed_m_s = 0, .yaw_rate_rad_s = std::copysign(0.7f * config.turn_rate_rad_s, bearing_rad)};
    const auto [sine, cosine] = sine_cosine(bearing_rad);
    const float goal_m = distance_m(line.back(), position);
    const float stopping_m_s = std::sqrt(2 * config.braking_m_s2 * goal_m);
    const float speed_m_s = std::min({config.cruise_speed_m_s * cosine, speed_limit_m_s, stopping_m_s});
    const float curvature_per_m = 2 * sine / std::max(length_m(target), 0.05f);
    // Turning comes first: the speed gives way, so that the arc keeps its radius.
    const float wanted_rad_s = speed_m_s * curvature_per_m;
    const float scale = std::min(1.0f, config.turn_rate_rad_s / std::max(std::abs(wanted_rad_s), 1e-6f));
    return {.speed_m_s = speed_m_s * scale, .yaw_rate_rad_s = wanted_rad_s * scale};
}

}  // namespace seqboard
