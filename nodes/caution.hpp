// Slow while the robot's own motion is in doubt.
#pragma once

#include <cmath>

#include "core/messages/pose.hpp"
#include "core/messages/wheels.hpp"
#include "core/reading.hpp"

namespace seqboard {

/// In doubt is a pose whose heading comes from the wheels alone, every echo enters the map under it; and wheels that lose edges, or stalled
/// within the last three seconds: one of them was broken or held, and the other's travel went into the pose meanwhile. Pure.
class Caution {
public:
    /// Once a step, with the newest of both; wheels that say nothing are in no doubt, for some robots' wheels say no more than their travel.
    void look(const Reading<Pose>& pose, const Reading<WheelState>& wheels, Time now) noexcept {
        if (wheels && (wheels->edge_loss_ratio > kTrustedLoss || wheels->mode == WheelMode::kStalled)) doubted_ = now;
        careful_ = !pose || pose->heading_source != HeadingSource::kSensor || now - doubted_ < kRemembered;
    }

    /// At most `most_m_s` fast while in doubt; an arc keeps its radius.
    DriveCommand limited(DriveCommand command, float most_m_s) const noexcept {
        const float speed_m_s = std::abs(command.speed_m_s);
        if (!careful_ || speed_m_s <= most_m_s) return command;
        return {.speed_m_s = std::copysign(most_m_s, command.speed_m_s), .yaw_rate_rad_s = command.yaw_rate_rad_s * most_m_s / speed_m_s};
    }

private:
    static constexpr float kTrustedLoss = 0.05f;  ///< of an encoder's edges
    static constexpr Duration kRemembered = std::chrono::seconds{3};

    Time doubted_{-std::chrono::hours{1}};
    bool careful_ = false;
};

}  // namespace seqboard
