// Where the last echoes came from.
#pragma once

#include <array>
#include <cmath>

#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/time.hpp"
#include "nodes/planar.hpp"

namespace seqboard {

/// A ring of places in the world frame; a head that turns makes it a look round. Each stands on the axis of its beam: what echoed may be
/// beside it, by half the beam's width.
class RecentEchoes {
public:
    struct Echo {
        Point place;
        Time at{-std::chrono::hours{1}};
    };

    /// `sonar_x_m`: the transducer, in front of the middle of the axle.
    explicit RecentEchoes(float sonar_x_m) : sonar_x_m_{sonar_x_m} {}

    /// `pose`: where the robot was at the ping. No echo is not remembered.
    void add(const Range& range, const Pose& pose, Time now) noexcept {
        if (!std::isfinite(range.range_m)) return;
        const Point sonar = from_body({pose.x_m, pose.y_m}, pose.heading_rad, {sonar_x_m_, 0});
        echoes_[next_] = {sonar + range.range_m * unit_vector(pose.heading_rad + range.bearing_rad), now};
        next_ = (next_ + 1) % echoes_.size();
    }

    /// Calls what(Point) for each echo not older than `age`, its place in the frame of a body there (x forward, y left).
    template <class What>
    void for_each(const Pose& body, Time now, Duration age, What&& what) const {
        const Point forward = unit_vector(body.heading_rad);
        for (const Echo& echo : echoes_) {
            if (now - echo.at > age) continue;
            const Point away = echo.place - Point{body.x_m, body.y_m};
            what(Point{dot(forward, away), cross(forward, away)});
        }
    }

private:
    float sonar_x_m_;
    std::array<Echo, 64> echoes_{};  // eight seconds of pings
    std::size_t next_ = 0;
};

}  // namespace seqboard
