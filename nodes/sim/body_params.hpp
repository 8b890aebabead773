// The parameters of a simulator that say whose body it simulates.
#pragma once

#include "core/setup.hpp"
#include "nodes/sim/plant.hpp"

namespace seqboard::sim {

/// See PlantConfig; without any, the reference robot's. A heavier body has longer time constants.
struct BodyParams {
    Setup& setup;
    float wheel_radius_m = setup.param("wheel_radius_m", PlantConfig{}.wheel_radius_m, {0.005f, 1.0f});
    float track_m = setup.param("track_m", PlantConfig{}.track_m, {0.02f, 2.0f});
    float scrub_ratio = setup.param("scrub_ratio", PlantConfig{}.scrub_ratio, {1.0f, 5.0f});
    int counts_per_turn = setup.param("counts_per_turn", PlantConfig{}.counts_per_turn, {1, 1'000'000});
    float speed_per_volt_m_s = setup.param("speed_per_volt_m_s", PlantConfig{}.speed_per_volt_m_s, {0.001f, 10.0f});
    float motor_time_constant_s = setup.param("motor_time_constant_s", PlantConfig{}.motor_time_constant_s, {0.001f, 10.0f});
    float coast_time_constant_s = setup.param("coast_time_constant_s", PlantConfig{}.coast_time_constant_s, {0.001f, 10.0f});
    float brake_time_constant_s = setup.param("brake_time_constant_s", PlantConfig{}.brake_time_constant_s, {0.001f, 10.0f});
    float caster_drag_rad_s = setup.param("caster_drag_rad_s", PlantConfig{}.caster_drag_rad_s, {0.0f, 1.0f});  ///< 0: no caster
    float slip_ratio = setup.param("slip_ratio", PlantConfig{}.slip_ratio, {0.0f, 1.0f});

    PlantConfig plant() const {
        return {.wheel_radius_m = wheel_radius_m,
                .track_m = track_m,
                .scrub_ratio = scrub_ratio,
                .counts_per_turn = counts_per_turn,
                .speed_per_volt_m_s = speed_per_volt_m_s,
                .motor_time_constant_s = motor_time_constant_s,
                .coast_time_constant_s = coast_time_constant_s,
                .brake_time_constant_s = brake_time_constant_s,
                .caster_drag_rad_s = caster_drag_rad_s,
                .slip_ratio = slip_ratio};
    }
};

}  // namespace seqboard::sim
