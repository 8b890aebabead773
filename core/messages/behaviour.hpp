// What the robot is asked to do, and what it is doing.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class BehaviourKind : std::uint8_t {
    kNone,
    kStop,
    kGoTo,     ///< to a place
    kExplore,  ///< until nothing is left that can be reached and has not been looked at
    kPatrol,   ///< past the places that the behaviour node was given
    kWallLeft,
    kWallRight,
    kHome,
    kForward,   ///< straight on in the present heading
    kBackward,  ///< straight back, not far
    kLeft,      ///< a quarter turn; on a course that goes on in the new heading, else to stand there
    kRight,
    kFaster,  ///< another speed for courses; no behaviour of its own
    kSlower,
};

/// A wish of an operator, a gamepad, a program. New when `count` differs from the one before; with a count of zero every sample is a new
/// one.
struct BehaviourRequest {
    float x_m = 0;  ///< world frame as in Pose; of kGoTo
    float y_m = 0;
    std::uint32_t count = 0;
    BehaviourKind kind = BehaviourKind::kNone;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(BehaviourRequest, x_m, y_m, count, kind, reserved);

enum class BehaviourPhase : std::uint8_t {
    kIdle,  ///< stopped, and nothing is to be done
    kUnderway,
    kArrived,  ///< done: the place is reached, the patrol or course over, nothing left to explore
    kBlocked,  ///< no way is left, or a motor does not turn
    kAtCliff,  ///< the wheels brake at an edge of the floor; the map has it now, and the next plan goes round
    kWaiting,  ///< for a pose, or for the planner
};

enum class BehaviourCause : std::uint8_t { kStart, kRequest, kPad, kVoice, kBatteryLow, kBatteryCritical };

/// What the robot does, why, and since when.
struct BehaviourState {
    std::uint64_t since_ns = 0;  ///< board time at which this behaviour began
    BehaviourKind kind = BehaviourKind::kStop;
    BehaviourPhase phase = BehaviourPhase::kIdle;
    BehaviourCause cause = BehaviourCause::kStart;
    std::array<std::uint8_t, 5> reserved{};
};
SEQBOARD_MESSAGE(BehaviourState, since_ns, kind, phase, cause, reserved);

}  // namespace seqboard
