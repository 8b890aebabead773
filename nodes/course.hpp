// Holds a heading: straight on, straight back, or turning to it on the spot.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/messages/goal.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/wheels.hpp"
#include "nodes/planar.hpp"

namespace seqboard {

struct CourseConfig {
    float speed_m_s = 0.35f;       ///< at most, forward
    float back_speed_m_s = 0.1f;   ///< at most: nobody looks back
    float turn_rate_rad_s = 1.2f;  ///< at most
    float turn_first_rad = 0.3f;   ///< a heading farther off than this is turned to on the spot
    float braking_m_s2 = 0.4f;     ///< for slowing down towards the place behind
};

/// For the goals kCourse, kTurn and kBack. The yaw rate is proportional to the error, which a differential drive that keeps its commanded
/// rate follows without overshoot; on the spot it is never so low that wheels stick.
class Course {
public:
    explicit Course(const CourseConfig& config) : config_{config} {}

    static constexpr bool is_goal(GoalKind kind) noexcept {
        return kind == GoalKind::kCourse || kind == GoalKind::kTurn || kind == GoalKind::kBack;
    }

    /// Turned far enough, or gone far enough back. A kCourse has no end.
    static bool reached(const Goal& goal, const Pose& pose) noexcept {
        if (goal.kind == GoalKind::kTurn) return std::abs(error_rad(goal, pose)) < kTurned_rad;
        return goal.kind == GoalKind::kBack && left_m(goal, pose) <= 0;
    }

    /// Whether it would turn on the spot now: what the beams ahead have shown is not ahead after that.
    bool turns(const Goal& goal, const Pose& pose) const noexcept {
        if (goal.kind == GoalKind::kTurn) return !reached(goal, pose);
        return goal.kind == GoalKind::kCourse && std::abs(error_rad(goal, pose)) > config_.turn_first_rad;
    }

    /// At most `limit_m_s` fast when it goes forward. Stands for a goal of another kind.
    DriveCommand command(const Goal& goal, const Pose& pose, float limit_m_s) const noexcept {
        const float off_rad = error_rad(goal, pose);
        if (!is_goal(goal.kind) || reached(goal, pose) || !std::isfinite(off_rad)) return {};
        if (turns(goal, pose)) {
            const float rate_rad_s = std::clamp(kGain_per_s * std::abs(off_rad), kLeast_rad_s, config_.turn_rate_rad_s);
            return {.speed_m_s = 0, .yaw_rate_rad_s = std::copysign(rate_rad_s, off_rad)};
        }
        const float yaw_rate_rad_s = std::clamp(kGain_per_s * off_rad, -config_.turn_rate_rad_s, config_.turn_rate_rad_s);
        if (goal.kind == GoalKind::kCourse) return {.speed_m_s = std::min(config_.speed_m_s, limit_m_s), .yaw_rate_rad_s = yaw_rate_rad_s};
        const float stopping_m_s = std::sqrt(2 * config_.braking_m_s2 * left_m(goal, pose));
        return {.speed_m_s = -std::min(config_.back_speed_m_s, std::max(stopping_m_s, kLeast_m_s)), .yaw_rate_rad_s = yaw_rate_rad_s};
    }

private:
    static constexpr float kGain_per_s = 2.5f;
    static constexpr float kTurned_rad = 0.04f;
    static constexpr float kLeast_rad_s = 0.25f;
    static constexpr float kLeast_m_s = 0.03f;

    static float error_rad(const Goal& goal, const Pose& pose) noexcept { return wrapped_rad(goal.heading_rad - pose.heading_rad); }

    /// Of the way back.
    static float left_m(const Goal& goal, const Pose& pose) noexcept {
        return dot(unit_vector(goal.heading_rad), Point{pose.x_m, pose.y_m} - Point{goal.x_m, goal.y_m});
    }

    CourseConfig config_;
};

}  // namespace seqboard
