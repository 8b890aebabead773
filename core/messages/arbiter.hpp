// Who drives the robot: what its drivers ask beside their commands, and what the arbiter decided.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// Who commands, the first before the others.
enum class DriveSource : std::uint8_t { kManual, kRemote, kAutonomy, kNobody };

enum class DriveVerb : std::uint8_t {
    kNone,
    kRelease,  ///< lets go of the robot; from a source that does not hold it: nothing
    kStop,     ///< the robot stands, whoever held it, until it is resumed
    kResume,   ///< ends a stop, gives the robot back to autonomy
};

/// What a source asks beside its DriveCommand. It holds as long as it is fresh, so ask for a few steps of the arbiter.
struct DriveRequest {
    DriveVerb verb = DriveVerb::kNone;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(DriveRequest, verb, reserved);

enum class ArbiterMode : std::uint8_t {
    kOpen,      ///< autonomy drives while it is fresh
    kHeld,      ///< a person drives
    kStanding,  ///< the person let go or was lost: the robot stands for a while
    kWaiting,   ///< it stands until somebody drives or gives it back
    kStopped,   ///< somebody said stop; it stands until it is resumed
};

enum class ArbiterReason : std::uint8_t {
    kStarted,
    kRestarted,  ///< the arbiter ended while autonomy did not have the robot
    kAsked,      ///< a source took the robot by a command that is not zero
    kReleased,
    kLost,  ///< the holder's command was too old, no number or out of range
    kStopRequested,
    kResumed,
    kStoodLongEnough,
    kAutonomyFresh,
    kAutonomyStale,
};

/// Who has the robot, since when and why.
struct ArbiterState {
    std::uint64_t since_ns = 0;  ///< the board's time when mode or holder changed
    ArbiterMode mode = ArbiterMode::kOpen;
    DriveSource holder = DriveSource::kNobody;
    DriveSource stopped_by = DriveSource::kNobody;  ///< STOPPED: it or a source before it ends the stop
    ArbiterReason reason = ArbiterReason::kStarted;
    std::array<std::uint8_t, 3> fresh{};  ///< 1: manual, remote, autonomy has a command that counts
    std::uint8_t reserved = 0;
};
SEQBOARD_MESSAGE(ArbiterState, since_ns, mode, holder, stopped_by, reason, fresh, reserved);

}  // namespace seqboard
