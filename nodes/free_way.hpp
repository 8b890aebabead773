// How far the robot can go straight on, by the last looks round.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/messages/range.hpp"
#include "nodes/recent_echoes.hpp"

namespace seqboard {

/// Metres in front of the hull, by the last beam that looked ahead and by what stands where the hull would pass. Knows nothing
/// before the first look: then there is no room.
class FreeWay {
public:
    /// `sonar_x_m`: the transducer in front of the middle of the axle, as the hull's radius is measured.
    FreeWay(float sonar_x_m, float hull_radius_m) : offset_m_{sonar_x_m - hull_radius_m}, hull_radius_m_{hull_radius_m} {}

    /// A range that is a number, or +inf. Only one that looks ahead counts.
    void look(const Range& range) noexcept {
        constexpr float kAhead_rad = 0.4f;
        if (std::abs(range.bearing_rad) < kAhead_rad) ahead_m_ = range.range_m + offset_m_;
    }

    /// What was driven since is no longer free in front.
    void drive(float speed_m_s, float time_s) noexcept { ahead_m_ -= std::max(0.0f, speed_m_s) * time_s; }

    /// The robot turns on the spot: what lay ahead does no longer, until a beam has looked there.
    void forget() noexcept { ahead_m_ = 0; }

    /// The speed from which it can still stop short of what it sees. A box beside the robot is in no beam ahead, and in its way once
    /// it turns: echoes of the last three seconds count, which is more than one turn of the head to both sides.
    float limit_m_s(const RecentEchoes& echoes, const Pose& pose, Time now, float braking_m_s2) const noexcept {
        constexpr Duration kAge = std::chrono::seconds{3};
        constexpr float kStop_m = 0.06f;
        constexpr float kTouch_m = 0.04f;  // at least, from the hull of a robot that passes something
        float free_m = ahead_m_ - kStop_m;
        const float reach_m = hull_radius_m_ + kTouch_m;
        echoes.for_each(pose, now, kAge, [&](Point echo) {
            if (echo.x_m <= 0 || std::abs(echo.y_m) >= reach_m) return;
            free_m = std::min(free_m, echo.x_m - std::sqrt(reach_m * reach_m - echo.y_m * echo.y_m));
        });
        return std::sqrt(2 * braking_m_s2 * std::max(0.0f, free_m));
    }

private:
    float offset_m_;
    float hull_radius_m_;
    float ahead_m_ = 0;
};

}  // namespace seqboard
