// The life of a supervised process as a table: in this state, on that event, go there and do this.
#pragma once

#include <cstddef>

#include "core/messages/supervision.hpp"

namespace seqboard {

enum class LifecycleEvent : std::uint8_t {
    kStart,         ///< it is wanted
    kStop,          ///< it is not wanted any more
    kReleased,      ///< every node it comes after is ready
    kReady,         ///< all its nodes say so on the blackboard
    kReadyTimeout,  ///< they did not say so in time
    kStopTimeout,   ///< it did not end in time after SIGTERM
    kDiedRestart,   ///< it ended, its policy says again
    kDiedGiveUp,    ///< it ended, its policy says never again
    kDiedDone,      ///< it ended as it should
    kPauseOver,     ///< the pause before its next start is over
    kHung,          ///< its health rule says that it hangs
    kAbortTimeout,  ///< it did not end in time after SIGABRT
    kAdopted,       ///< its process lives on from a supervisor that has died
};
inline constexpr std::size_t kLifecycleEvents = 13;
inline constexpr std::size_t kLifecycleStates = 9;

enum class LifecycleAction : std::uint8_t {
    kNone,
    kSpawn,      ///< start the process
    kTerminate,  ///< SIGTERM to its group, and SIGKILL if that takes too long
    kKill,       ///< SIGKILL to its group
    kPause,      ///< wait for the policy's delay
    kAbort,      ///< SIGABRT to its group, for a core; SIGKILL if that does not end it soon
    kWatch,      ///< take charge of the process that there is
};

struct LifecycleStep {
    Supervised state;
    LifecycleAction action;
    bool operator==(const LifecycleStep&) const = default;
};

/// Pure. An event that means nothing in a state leaves it as it is.
LifecycleStep next_step(Supervised state, LifecycleEvent event);

/// True in the states in which a process exists.
constexpr bool has_process(Supervised state) {
    return state == Supervised::kStarting || state == Supervised::kReady || state == Supervised::kStopping || state == Supervised::kHung;
}

}  // namespace seqboard
