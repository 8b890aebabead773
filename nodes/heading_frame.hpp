// How the heading module's zero lies in the world.
#pragma once

#include <cmath>

#include "core/time.hpp"
#include "nodes/planar.hpp"

namespace seqboard {

/// A module's zero is where it pointed when it was switched on, so its frame has to be found, and found again when it was switched off and
/// on. That shows as a heading that jumps, or as a pause in which it could have; a heading that goes on smoothly keeps its frame, however
/// far away somebody believes it.
class HeadingFrame {
public:
    /// The module said heading_rad, turning at yaw_rate_rad_s. Samples come in the order of their time.
    void see(Time stamp, float heading_rad, float yaw_rate_rad_s) noexcept {
        const Duration pause = stamp - stamp_;
        const float turned_rad = wrapped_rad(heading_rad - heading_rad_);
        const bool jumped = std::abs(turned_rad - yaw_rate_rad_s * seconds_of(pause)) > kJump_rad;
        uncertain_ = uncertain_ || pause > kRestart || jumped;
        stamp_ = stamp;
        heading_rad_ = heading_rad;
    }

    /// The last heading is this one in the world.
    void align(float world_heading_rad) noexcept {
        offset_rad_ = wrapped_rad(world_heading_rad - heading_rad_);
        uncertain_ = false;
        aligned_ = true;
    }
    /// The last heading fits what is known: its frame is the same as before.
    void confirm() noexcept { uncertain_ = false; }

    bool aligned() const noexcept { return aligned_; }
    bool uncertain() const noexcept { return uncertain_; }
    Time stamp() const noexcept { return stamp_; }
    float world_heading_rad() const noexcept { return wrapped_rad(heading_rad_ + offset_rad_); }

private:
    static constexpr float kJump_rad = 0.5f;                              ///< more than a body turns beyond its rate between two samples
    static constexpr Duration kRestart = std::chrono::milliseconds{300};  ///< no module is off, on and measuring again in less

    Time stamp_{-std::chrono::hours{1}};
    float heading_rad_ = 0;
    float offset_rad_ = 0;
    bool uncertain_ = true;
    bool aligned_ = false;
};

}  // namespace seqboard
