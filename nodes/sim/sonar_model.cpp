#include "nodes/sim/sonar_model.hpp"

#include <algorithm>
#include <limits>

namespace seqboard::sim {

float SonarModel::echo_s(const Room& room, Point transducer, float direction_rad) {
    constexpr int kRays = 9;
    float nearest_m = std::numeric_limits<float>::infinity();
    for (int ray = 0; ray < kRays; ++ray) {
        const float off_axis = static_cast<float>(ray) / (kRays - 1) - 0.5f;
        const RayHit hit = room.cast(transducer, direction_rad + off_axis * config_.beam_width_rad);
        if (hit.incidence_rad <= config_.specular_rad) nearest_m = std::min(nearest_m, hit.distance_m);
    }
    nearest_m = std::min(nearest_m, nearest_corner_m(room, transducer, direction_rad));
    // Both numbers are drawn for every ping, so that one ping's fate does not shift the noise of the next.
    const bool lost = random_.uniform() < config_.dropout_ratio;
    const float noise = random_.normal();
    if (lost || nearest_m > config_.max_range_m) return std::numeric_limits<float>::infinity();
    const float range_m = std::max(config_.min_range_m, nearest_m + noise * (config_.noise_m + config_.noise_ratio * nearest_m));
    return 2 * range_m / (331.5f + 0.6f * config_.air_celsius);
}

float SonarModel::nearest_corner_m(const Room& room, Point transducer, float direction_rad) const {
    float nearest_m = std::numeric_limits<float>::infinity();
    for (const Wall& wall : room.walls) {
        const Point towards = wall.from - transducer;
        const float away_m = length_m(towards);
        const float bearing_rad = std::atan2(towards.y_m, towards.x_m);
        if (away_m > config_.corner_range_m || away_m >= nearest_m) continue;
        if (std::abs(wrapped_rad(bearing_rad - direction_rad)) > config_.beam_width_rad / 2) continue;
        constexpr float kItself_m = 0.01f;  // the ray to a corner ends at its own walls
        if (room.cast(transducer, bearing_rad).distance_m > away_m - kItself_m) nearest_m = away_m;
    }
    return nearest_m;
}

}  // namespace seqboard::sim
