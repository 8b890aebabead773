// Drives along the plan, along a wall, or in a heading, as fast as it can see.
#pragma once

#include <optional>
#include <span>

#include "core/messages/goal.hpp"
#include "core/messages/ground.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"
#include "nodes/caution.hpp"
#include "nodes/course.hpp"
#include "nodes/edge_reflex.hpp"
#include "nodes/free_way.hpp"
#include "nodes/pure_pursuit.hpp"
#include "nodes/wall_follower.hpp"

namespace seqboard {

/// Follows a Plan, a wall, or a heading, at a speed that leaves room to stop: slow where it is narrow or where nobody has looked yet, and
/// while its own motion is in doubt (Caution). Commands a stop without a fresh goal, a fresh pose that is one, or a range for 500
/// ms (a failed sensor gives none); and where a plan is needed, without a fresh one for this very goal. Where no way is left it turns on
/// the spot and looks; from an edge of the floor it backs off. An edge ends a course, in front as behind: no map leads round it. It goes
/// back only while sensors see the floor there.
class FollowerNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{50};

    struct Io {
        Setup& setup;
        Live<float> cruise_speed_m_s = setup.live_param("cruise_speed_m_s", 0.35f, {0.05f, 1.0f});
        float hull_radius_m = setup.param("hull_radius_m", 0.11f, {0.02f, 1.0f});
        float sonar_x_m = setup.param("sonar_x_m", 0.08f, {-1.0f, 1.0f});             ///< the transducer, in front of the axle's middle
        float wall_distance_m = setup.param("wall_distance_m", 0.2f, {0.05f, 1.0f});  ///< from the hull, when it follows one
        float cautious_speed_m_s = setup.param("cautious_speed_m_s", 0.15f, {0.02f, 1.0f});  ///< while its own motion is in doubt
        Live<float> wall_speed_m_s = setup.live_param("wall_speed_m_s", 0.2f, {0.05f, 1.0f});
        Input<Goal> goal = setup.input<Goal>("goal", std::chrono::milliseconds{500});
        Input<Plan> plan = setup.input<Plan>("plan", std::chrono::milliseconds{250});
        Input<Pose> pose = setup.input<Pose>("pose", std::chrono::milliseconds{200});
        Input<Range> range = setup.input<Range>("range", std::chrono::milliseconds{500});
        Input<GroundContact> ground = setup.optional_input<GroundContact>("ground_contact", std::chrono::milliseconds{100});
        Input<WheelState> wheels = setup.optional_input<WheelState>("wheel_state", std::chrono::milliseconds{100});
        Output<DriveCommand> command = setup.command_output<DriveCommand>("drive_command", {});
    };

    explicit FollowerNode(Io io) : io_{std::move(io)}, way_{io_.sonar_x_m, io_.hull_radius_m}, echoes_{io_.sonar_x_m} {}

    void step(const Tick& tick) {
        look(tick.now);
        const DriveCommand command = caution_.limited(decide(tick.now), io_.cautious_speed_m_s);
        way_.drive(command.speed_m_s, seconds_of(kPeriod));
        io_.command.write(command);
    }

private:
    void look(Time now) {
        caution_.look(io_.pose.read(), io_.wheels.read(), now);
        while (const auto range = io_.range.take()) {
            if (std::isnan(range->range_m)) continue;
            last_range_ = now;
            way_.look(*range);
            // The pose at the ping, not the present one: the robot has moved on.
            if (const auto pose = io_.pose.as_of(range.source_stamp()); pose && is_valid(*pose)) echoes_.add(*range, *pose, now);
        }
    }

    DriveCommand decide(Time now) {
        const auto goal = io_.goal.read();
        const auto pose = io_.pose.read();
        const bool ready = goal && pose && is_valid(*pose) && now - last_range_ <= io_.range.port().max_age();
        if (!ready || goal->kind == GoalKind::kNone) {
            edge_.rest();
            return {};
        }
        const auto ground = io_.ground.read();
        if (const auto back = edge_.command(ground ? &*ground : nullptr, {pose->x_m, pose->y_m})) {
            edge_met_ = goal->count;
            return *back;
        }
        switch (goal->kind) {
            case GoalKind::kPlace: return follow_plan(*goal, *pose, now);
            case GoalKind::kWallLeft: return follow_wall(WallFollower::Side::kLeft, *pose, now);
            case GoalKind::kWallRight: return follow_wall(WallFollower::Side::kRight, *pose, now);
            case GoalKind::kCourse:
            case GoalKind::kTurn: return keep_course(*goal, *pose, now);
            case GoalKind::kBack: return go_back(*goal, *pose, ground ? &*ground : nullptr);
            case GoalKind::kNone: break;
        }
        return {};
    }

    DriveCommand follow_plan(const Goal& goal, const Pose& pose, Time now) {
        const auto plan = io_.plan.read();
        if (!plan || plan->goal_count != goal.count) return {};
        constexpr float kLookRound_rad_s = 0.5f;
        if (plan->state == PlanState::kBlocked) return {.speed_m_s = 0, .yaw_rate_rad_s = kLookRound_rad_s};
        if (plan->state != PlanState::kDriving) return {};
        const std::size_t points = std::min<std::size_t>(plan->points, line_.size());
        if (points == 0) return {};
        for (std::size_t i = 0; i < points; ++i) line_[i] = {plan->x_m[i], plan->y_m[i]};
        PursuitConfig config{.cruise_speed_m_s = cruise_m_s(goal)};
        const float seen_m_s = way_.limit_m_s(echoes_, pose, now, config.braking_m_s2);
        if (plan->clearance_m < kSwing_m) config.turn_first_rad = kSwing_rad;
        if (seen_m_s < kCreep_m_s) config.turn_first_rad = kAlign_rad;  // something is in the way that the plan passes: turn to the plan
        const float limit_m_s = std::min(planned_limit_m_s(*plan), seen_m_s);
        return pursue(config, std::span{line_.data(), points}, {pose.x_m, pose.y_m}, pose.heading_rad, limit_m_s);
    }

    DriveCommand follow_wall(WallFollower::Side side, const Pose& pose, Time now) {
        const WallFollower follower{{.keep_m = io_.hull_radius_m + io_.wall_distance_m, .speed_m_s = io_.wall_speed_m_s}};
        return follower.command(side, echoes_, pose, now, way_.limit_m_s(echoes_, pose, now, PursuitConfig{}.braking_m_s2));
    }

    float cruise_m_s(const Goal& goal) const {
        return goal.speed_limit_m_s > 0 ? std::min<float>(goal.speed_limit_m_s, io_.cruise_speed_m_s) : io_.cruise_speed_m_s;
    }

    DriveCommand keep_course(const Goal& goal, const Pose& pose, Time now) {
        const Course course{{.speed_m_s = cruise_m_s(goal)}};
        if (course.turns(goal, pose)) way_.forget();
        else if (goal.kind == GoalKind::kCourse && edge_met_ == goal.count) return {};
        return course.command(goal, pose, way_.limit_m_s(echoes_, pose, now, CourseConfig{}.braking_m_s2));
    }

    DriveCommand go_back(const Goal& goal, const Pose& pose, const GroundContact* ground) {
        const bool floor_behind = ground != nullptr && ground->cliff[2] == 0 && ground->cliff[3] == 0;
        if (!floor_behind) edge_met_ = goal.count;
        return edge_met_ == goal.count ? DriveCommand{} : Course{{.speed_m_s = cruise_m_s(goal)}}.command(goal, pose, 0);
    }

    /// Slow where it is narrow or where the way has not been looked at yet.
    float planned_limit_m_s(const Plan& plan) const {
        constexpr float kExplore_m_s = 0.15f;
        constexpr float kLookAhead_m = 0.4f;
        const float narrow_m_s = kCreep_m_s + 1.5f * std::max(0.0f, plan.clearance_m);
        return std::min(narrow_m_s, plan.explored_m >= kLookAhead_m ? io_.cruise_speed_m_s : kExplore_m_s);
    }

    static constexpr float kCreep_m_s = 0.08f;
    static constexpr float kAlign_rad = 0.1f;
    static constexpr float kSwing_m = 0.12f;   ///< nearer than this to something it turns on the spot: an arc swings out, towards a corner
    static constexpr float kSwing_rad = 0.5f;  ///< that it has just passed

    Io io_;
    FreeWay way_;
    RecentEchoes echoes_;
    EdgeReflex edge_;
    Caution caution_;
    std::optional<std::uint32_t> edge_met_;  ///< count of the goal that led to an edge
    std::array<Point, std::tuple_size_v<decltype(Plan::x_m)>> line_{};
    Time last_range_{-std::chrono::hours{1}};  ///< a range that was one, not a failure
};

}  // namespace seqboard
