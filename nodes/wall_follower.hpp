// Drives along a wall on one side and keeps its distance to it.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/messages/wheels.hpp"
#include "nodes/recent_echoes.hpp"

namespace seqboard {

struct WallConfig {
    float keep_m = 0.31f;  ///< from the middle of the robot to the wall
    float speed_m_s = 0.2f;
    float turn_rate_rad_s = 1.2f;  ///< at most
    float turn_first_rad = 0.9f;   ///< a direction farther off than this is turned to on the spot
};

/// The nearest echo of the last seconds, ahead or on the wall's side, is the wall. The robot drives at right angles to it, a little
/// towards it where it is too far and off it where it is too near: the boundary following of Lumelsky's bug algorithms (Algorithmica 2,
/// 1987). At an inner corner the wall ahead becomes the nearest, and it turns off; round an outer one it turns with the corner that stays
/// the nearest. Where nothing has echoed it drives straight on until something does.
class WallFollower {
public:
    enum class Side { kLeft, kRight };

    explicit WallFollower(const WallConfig& config) : config_{config} {}

    /// At most `limit_m_s` fast. Costs a look at 64 echoes.
    DriveCommand command(Side side, const RecentEchoes& echoes, const Pose& pose, Time now, float limit_m_s) const noexcept {
        const float left = side == Side::kLeft ? 1.0f : -1.0f;  // a wall on the right is one on the left in a mirror
        const float off_rad = left * direction_rad(nearest(left, echoes, pose, now));
        const float yaw_rate_rad_s = std::clamp(kGain_per_s * off_rad, -config_.turn_rate_rad_s, config_.turn_rate_rad_s);
        if (std::abs(off_rad) > config_.turn_first_rad) return {.speed_m_s = 0, .yaw_rate_rad_s = yaw_rate_rad_s};
        return {.speed_m_s = std::min(config_.speed_m_s * sine_cosine(off_rad).cosine, limit_m_s), .yaw_rate_rad_s = yaw_rate_rad_s};
    }

private:
    static constexpr float kGain_per_s = 2.0f;

    /// In the body's frame, mirrored for a wall on the right; far away if there is none.
    static Point nearest(float left, const RecentEchoes& echoes, const Pose& pose, Time now) noexcept {
        constexpr Duration kAge = std::chrono::seconds{6};
        constexpr float kOtherSide_rad = -0.5f;  // what is ahead counts, what is on the other side does not
        Point wall{kFar_m, kFar_m};
        echoes.for_each(pose, now, kAge, [&](Point echo) {
            echo.y_m *= left;
            if (dot(echo, echo) < dot(wall, wall) && std::atan2(echo.y_m, echo.x_m) > kOtherSide_rad) wall = echo;
        });
        return wall;
    }

    /// Where to drive, from straight ahead, left positive; the wall on the left.
    float direction_rad(Point wall) const noexcept {
        constexpr float kLean_rad_per_m = 3.0f;
        constexpr float kMostLean_rad = 0.6f;
        if (wall.x_m == kFar_m) return 0;
        const float lean_rad = std::clamp(kLean_rad_per_m * (length_m(wall) - config_.keep_m), -kMostLean_rad, kMostLean_rad);
        return wrapped_rad(std::atan2(wall.y_m, wall.x_m) - std::numbers::pi_v<float> / 2 + lean_rad);
    }

    static constexpr float kFar_m = 1e3f;

    WallConfig config_;
};

}  // namespace seqboard
