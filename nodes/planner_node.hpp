// Finds the way to the goal, past the places named before it, around what the sonar sees, and drives along it.
#pragma once

#include "core/messages/plan.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"
#include "nodes/itinerary.hpp"
#include "nodes/pure_pursuit.hpp"
#include "nodes/route_planner.hpp"

namespace seqboard {

/// World frame as in Pose. Maps every Range into a grid around the start, plans four times a second, follows the plan at a
/// speed that leaves room to stop. Without a fresh pose, or without a range for 500 ms (a failed sensor gives none), it
/// commands a stop (WAITING). Where no way is left it turns on the spot and looks (BLOCKED).
class PlannerNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{50};

    struct Io {
        Setup& setup;
        float goal_x_m = setup.param<float>("goal_x_m");
        float goal_y_m = setup.param<float>("goal_y_m");
        std::string via = setup.param("via", "");  ///< places to pass before, as in Itinerary
        int rounds = setup.param("rounds", 1, {1, 10000});
        float goal_radius_m = setup.param("goal_radius_m", 0.08f, {0.01f, 1.0f});
        Live<float> cruise_speed_m_s = setup.live_param("cruise_speed_m_s", 0.35f, {0.05f, 1.0f});
        float map_x_m = setup.param("map_x_m", -1.0f);  ///< the map's corner with the smallest x and y
        float map_y_m = setup.param("map_y_m", -2.4f);
        float cell_m = setup.param("cell_m", 0.05f, {0.02f, 0.2f});
        float hull_radius_m = setup.param("hull_radius_m", 0.11f, {0.02f, 1.0f});
        float margin_m = setup.param("margin_m", 0.07f, {0.0f, 0.5f});
        float sonar_x_m = setup.param("sonar_x_m", 0.08f, {-1.0f, 1.0f});  ///< the transducer, in front of the axle's middle
        Input<Pose> pose = setup.input<Pose>("pose", std::chrono::milliseconds{200});
        Input<Range> range = setup.input<Range>("range", std::chrono::milliseconds{500});
        Output<DriveCommand> command = setup.output<DriveCommand>("drive_command");
        Output<Plan> plan = setup.output<Plan>("plan");
    };

    explicit PlannerNode(Io io)
        : io_{std::move(io)},
          itinerary_{io_.via, io_.rounds, {io_.goal_x_m, io_.goal_y_m}},
          grid_{{io_.map_x_m, io_.map_y_m}, io_.cell_m},
          route_{{.hull_radius_m = io_.hull_radius_m, .margin_m = io_.margin_m}} {}

    void step(const Tick& tick) {
        map_ranges(tick.now);
        const auto pose = io_.pose.read();
        if (!pose || tick.now - last_range_ > io_.range.port().max_age()) {
            plan_.state = PlanState::kWaiting;
            return publish({});
        }
        if (itinerary_.pass({pose->x_m, pose->y_m})) steps_to_replan_ = 0;
        if (steps_to_replan_-- == 0) replan(*pose);
        publish(follow(*pose));
    }

private:
    static constexpr unsigned kStepsPerPlan = 5;

    void map_ranges(Time now) {
        while (const auto range = io_.range.take()) {
            if (std::isnan(range->range_m)) continue;
            last_range_ = now;
            // The pose at the ping, not the present one: the robot has moved on.
            const auto pose = io_.pose.as_of(range.source_stamp());
            if (pose) map(*range, *pose);
        }
    }

    void map(const Range& range, const Pose& pose) {
        const Point centre{pose.x_m, pose.y_m};
        grid_.add({.sensor = from_body(centre, pose.heading_rad, {io_.sonar_x_m, 0}),
                   .direction_rad = pose.heading_rad + range.bearing_rad,
                   .width_rad = range.beam_width_rad,
                   .range_m = range.range_m,
                   .max_range_m = range.max_range_m});
        grid_.clear_disc(centre, io_.hull_radius_m);
        constexpr float kAhead_rad = 0.4f;
        if (std::abs(range.bearing_rad) < kAhead_rad) ahead_m_ = range.range_m + io_.sonar_x_m - io_.hull_radius_m;
    }

    void replan(const Pose& pose) {
        planned_ = route_.plan(grid_, {pose.x_m, pose.y_m}, itinerary_.next());
        steps_to_replan_ = kStepsPerPlan - 1;
        ++plan_.replans;
        plan_.points = static_cast<std::uint8_t>(route_.points().size());
        for (std::size_t i = 0; i < route_.points().size(); ++i) {
            plan_.x_m[i] = route_.points()[i].x_m;
            plan_.y_m[i] = route_.points()[i].y_m;
        }
    }

    DriveCommand follow(const Pose& pose) {
        const Point here{pose.x_m, pose.y_m};
        plan_.goal_distance_m = distance_m(here, {io_.goal_x_m, io_.goal_y_m});
        if ((itinerary_.only_goal_left() && plan_.goal_distance_m <= io_.goal_radius_m) || plan_.state == PlanState::kArrived) {
            plan_.state = PlanState::kArrived;
            return {};
        }
        if (!planned_) {
            plan_.state = PlanState::kBlocked;
            constexpr float kLookRound_rad_s = 0.5f;
            return {.speed_m_s = 0, .yaw_rate_rad_s = kLookRound_rad_s};
        }
        plan_.state = PlanState::kDriving;
        const PursuitConfig config{.cruise_speed_m_s = io_.cruise_speed_m_s};
        const DriveCommand command = pursue(config, route_.points(), here, pose.heading_rad, speed_limit_m_s(pose, config));
        ahead_m_ -= std::max(0.0f, command.speed_m_s) * seconds_of(kPeriod);
        return command;
    }

    /// Slow where it is narrow or where the way has not been looked at yet, and never faster than it can stop in front of what it sees ahead.
    float speed_limit_m_s(const Pose& pose, const PursuitConfig& config) const {
        constexpr float kCreep_m_s = 0.08f;
        constexpr float kExplore_m_s = 0.15f;
        constexpr float kLookAhead_m = 0.4f;
        constexpr float kStop_m = 0.06f;
        const Point here{pose.x_m, pose.y_m};
        const float narrow_m_s = kCreep_m_s + 1.5f * std::max(0.0f, route_.clearance_m(grid_, here));
        const float ahead_m = std::max(0.0f, ahead_m_ - kStop_m);
        const bool explored = route_.explored(grid_, point_ahead(route_.points(), here, kLookAhead_m / 2)) &&
                              route_.explored(grid_, point_ahead(route_.points(), here, kLookAhead_m));
        const float known_m_s = explored ? config.cruise_speed_m_s : kExplore_m_s;
        return std::min({narrow_m_s, known_m_s, std::sqrt(2 * config.braking_m_s2 * ahead_m)});
    }

    void publish(const DriveCommand& command) {
        io_.command.write(command);
        io_.plan.write(plan_);
    }

    Io io_;
    Itinerary itinerary_;
    OccupancyGrid grid_;
    RoutePlanner route_;
    Plan plan_;
    Time last_range_{-std::chrono::hours{1}};  ///< a range that was one, not a failure
    float ahead_m_ = 0;                        ///< free way in front of the hull by the last look there, less what was driven since
    unsigned steps_to_replan_ = 0;
    bool planned_ = false;
};

}  // namespace seqboard
