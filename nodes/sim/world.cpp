#include "nodes/sim/world.hpp"

#include <utility>

namespace seqboard::sim {

World::World(Room room, const WorldConfig& config)
    : room_{std::move(room)},
      config_{config},
      plant_{config.body, config.seed, room_.start, room_.start_heading_rad},
      battery_{{}, config.charge_ratio} {}

void World::step() {
    constexpr float kStep_s = seconds_of(kStep);
    const float half_track_m = config_.body.track_m / 2;
    const Point before = plant_.state().position;
    battery_.step(plant_.state().motor_current_amp, kStep_s);
    plant_.step(drive_, battery_.state().voltage_volt, kStep_s);
    const PlantState& now = plant_.state();
    collided_ = room_.clearance_m(now.position) < config_.hull_radius_m;
    over_edge_ = over_edge_ || !room_.has_floor(from_body(now.position, now.heading_rad, {0, half_track_m})) ||
                 !room_.has_floor(from_body(now.position, now.heading_rad, {0, -half_track_m}));
    if (collided_ || over_edge_) plant_.block(before);
    pan_.step(kStep_s);
}

Truth World::truth() const {
    const PlantState& now = plant_.state();
    return {.x_m = now.position.x_m,
            .y_m = now.position.y_m,
            .heading_rad = now.heading_rad,
            .speed_m_s = now.speed_m_s,
            .clearance_m = room_.clearance_m(now.position) - config_.hull_radius_m,
            .goal_distance_m = distance_m(now.position, room_.goal),
            .collided = collided_,
            .over_edge = over_edge_};
}

}  // namespace seqboard::sim
