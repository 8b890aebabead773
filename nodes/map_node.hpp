// Draws the map from what the sonar hears and the floor sensors miss.
#pragma once

#include "core/messages/ground.hpp"
#include "core/messages/map.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/node.hpp"
#include "nodes/occupancy_grid.hpp"

namespace seqboard {

/// World frame as in Pose. Enters every Range from where the robot was at its ping, and publishes the Map four times a second; a copy of
/// it is 9 KiB. Where a front floor sensor sees no floor while the robot moves the map has an obstacle for good. A range that failed, and
/// one whose pose is unknown, teach nothing.
class MapNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{50};

    struct Io {
        Setup& setup;
        float map_x_m = setup.param("map_x_m", -1.0f);  ///< the map's corner with the smallest x and y
        float map_y_m = setup.param("map_y_m", -2.4f);
        float cell_m = setup.param("cell_m", 0.05f, {0.02f, 0.2f});
        float hull_radius_m = setup.param("hull_radius_m", 0.11f, {0.02f, 1.0f});
        float sonar_x_m = setup.param("sonar_x_m", 0.08f, {-1.0f, 1.0f});               ///< the transducer, in front of the axle's middle
        float floor_sensor_x_m = setup.param("floor_sensor_x_m", 0.10f, {0.0f, 1.0f});  ///< the front ones, in front of the axle's middle
        float floor_sensor_y_m = setup.param("floor_sensor_y_m", 0.06f, {0.0f, 1.0f});  ///< and so far to the left and to the right
        Input<Pose> pose = setup.input<Pose>("pose", std::chrono::milliseconds{200});
        Input<Range> range = setup.input<Range>("range", std::chrono::milliseconds{500});
        Input<GroundContact> ground = setup.optional_input<GroundContact>("ground_contact", std::chrono::milliseconds{100});
        Output<Map> map = setup.output<Map>("map");
    };

    explicit MapNode(Io io) : io_{std::move(io)}, grid_{{io_.map_x_m, io_.map_y_m}, io_.cell_m} {}

    void step(const Tick&) {
        while (const auto range = io_.range.take()) {
            // The pose at the ping, not the present one: the robot has moved on.
            const auto pose = io_.pose.as_of(range.source_stamp());
            if (!std::isnan(range->range_m) && pose && is_valid(*pose)) add(*range, *pose);
        }
        mark_edges();
        if (steps_to_publish_-- > 0) return;
        steps_to_publish_ = kStepsPerMap - 1;
        io_.map.write(grid_.map());
    }

private:
    static constexpr unsigned kStepsPerMap = 5;

    void add(const Range& range, const Pose& pose) {
        const Point centre{pose.x_m, pose.y_m};
        grid_.add({.sensor = from_body(centre, pose.heading_rad, {io_.sonar_x_m, 0}),
                   .direction_rad = pose.heading_rad + range.bearing_rad,
                   .width_rad = range.beam_width_rad,
                   .range_m = range.range_m,
                   .max_range_m = range.max_range_m});
        grid_.clear_disc(centre, io_.hull_radius_m);
    }

    void mark_edges() {
        const auto ground = io_.ground.read();
        const auto pose = io_.pose.read();
        if (!ground || !pose || !is_valid(*pose)) return;
        // Not where it stands: sensors that start, or a robot that is carried, see no floor either.
        constexpr float kMoves_m_s = 0.01f;
        if (std::abs(pose->speed_m_s) < kMoves_m_s) return;
        if (ground->cliff[0] != 0) mark_edge(*pose, io_.floor_sensor_y_m);
        if (ground->cliff[1] != 0) mark_edge(*pose, -io_.floor_sensor_y_m);
    }

    /// From the sensor outwards by a hull's radius: there the wheels would pass that an edge beside the robot shows to no sensor.
    void mark_edge(const Pose& pose, float sensor_y_m) {
        for (float out_m = 0; out_m <= io_.hull_radius_m; out_m += io_.cell_m)
            grid_.mark_edge(
                from_body({pose.x_m, pose.y_m}, pose.heading_rad, {io_.floor_sensor_x_m, sensor_y_m + std::copysign(out_m, sensor_y_m)}));
    }

    Io io_;
    OccupancyGrid grid_;
    unsigned steps_to_publish_ = 0;
};

}  // namespace seqboard
