// What an operator's words make of a course: forward, backward, left, right, faster, slower.
#pragma once

#include <algorithm>
#include <numbers>
#include <optional>

#include "core/messages/behaviour.hpp"
#include "core/messages/goal.hpp"
#include "core/messages/pose.hpp"
#include "core/time.hpp"
#include "nodes/planar.hpp"

namespace seqboard {

struct CourseRules {
    float speed_m_s = 0.2f;  ///< until somebody says faster or slower
    float step_m_s = 0.05f;  ///< what that changes
    float slowest_m_s = 0.1f;
    float fastest_m_s = 0.35f;
    float back_m = 0.3f;  ///< so far a word goes back
    Duration time = std::chrono::seconds{10};
};

/// Each word holds for a time and no longer: who steers by words and is no longer heard, or looks away, leaves a robot that stands.
class CourseOrders {
public:
    explicit CourseOrders(const CourseRules& rules)
        : rules_{rules}, speed_m_s_{std::clamp(rules.speed_m_s, rules.slowest_m_s, rules.fastest_m_s)} {}

    static constexpr bool is_word(BehaviourKind kind) noexcept { return kind >= BehaviourKind::kForward && kind <= BehaviourKind::kSlower; }

    /// The goal that follows from forward, backward, left or right. `under_way`: the goal so far if it is a course or a turn that has not
    /// ended: then a heading is taken from there, not from a robot that still turns. Count and what the word says nothing about are left as
    /// they were.
    Goal told(BehaviourKind word, const Pose& pose, const std::optional<Goal>& under_way, Time now) noexcept {
        said_ = now;
        Goal goal = under_way.value_or(Goal{.heading_rad = pose.heading_rad});
        const bool drives = goal.kind == GoalKind::kCourse;
        goal.speed_limit_m_s = speed_m_s_;
        if (word == BehaviourKind::kForward) goal.kind = GoalKind::kCourse;
        if (word == BehaviourKind::kBackward) go_back(goal, pose);
        if (word == BehaviourKind::kLeft || word == BehaviourKind::kRight) {
            const float quarter_rad = std::numbers::pi_v<float> / 2;
            goal.heading_rad = wrapped_rad(goal.heading_rad + (word == BehaviourKind::kLeft ? quarter_rad : -quarter_rad));
            goal.kind = drives ? GoalKind::kCourse : GoalKind::kTurn;
        }
        return goal;
    }

    /// The speed of courses after kFaster or kSlower; a course under way is renewed by that.
    float change_speed(BehaviourKind word, Time now) noexcept {
        said_ = now;
        const float step_m_s = word == BehaviourKind::kFaster ? rules_.step_m_s : -rules_.step_m_s;
        return speed_m_s_ = std::clamp(speed_m_s_ + step_m_s, rules_.slowest_m_s, rules_.fastest_m_s);
    }

    /// Nobody has said a word for too long.
    bool over(Time now) const noexcept { return now - said_ >= rules_.time; }

private:
    /// In the heading it has, not in one that it was still to turn to.
    void go_back(Goal& goal, const Pose& pose) const noexcept {
        if (goal.kind != GoalKind::kBack) goal.heading_rad = pose.heading_rad;
        const Point behind = Point{pose.x_m, pose.y_m} - rules_.back_m * unit_vector(goal.heading_rad);
        goal.x_m = behind.x_m;
        goal.y_m = behind.y_m;
        goal.kind = GoalKind::kBack;
    }

    CourseRules rules_;
    float speed_m_s_;
    Time said_{};
};

}  // namespace seqboard
