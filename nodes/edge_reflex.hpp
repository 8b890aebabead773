// Backs off from an edge of the floor.
#pragma once

#include <optional>
#include <utility>

#include "core/messages/ground.hpp"
#include "core/messages/wheels.hpp"
#include "nodes/planar.hpp"

namespace seqboard {

/// The wheels brake at an edge by themselves. What is left to do is to go back a little, the way the robot has come, so that it has room to
/// turn. Once for each time the front sensors lose the floor: a sensor whose wire is broken does not drive the robot backwards for ever.
class EdgeReflex {
public:
    /// The command that overrides all others, while there is one. `ground`: null if nobody knows, which is no reason to move.
    std::optional<DriveCommand> command(const GroundContact* ground, Point here) noexcept {
        constexpr float kBack_m = 0.1f;
        constexpr float kBack_m_s = 0.1f;
        const bool front = ground != nullptr && (ground->cliff[0] != 0 || ground->cliff[1] != 0);
        const bool rear = ground == nullptr || ground->cliff[2] != 0 || ground->cliff[3] != 0;
        if (front && !std::exchange(front_, front)) met_at_ = here;
        front_ = front;
        if (rear || (met_at_ && distance_m(*met_at_, here) >= kBack_m)) met_at_.reset();
        if (!met_at_) return std::nullopt;
        return DriveCommand{.speed_m_s = -kBack_m_s};
    }

    /// Nobody wants to drive: what the sensors see then is no edge that was driven to.
    void rest() noexcept {
        met_at_.reset();
        front_ = true;
    }

private:
    std::optional<Point> met_at_;
    bool front_ = true;  ///< the floor was missing already; sensors that start see none
};

}  // namespace seqboard
