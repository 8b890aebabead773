// The steps of an update, and what follows which: one table, without side effects.
//
// A step is written to the journal BEFORE its action, and every action may be done again after it was done in part. So
// whoever finds the journal after a crash or a power cut knows what may have happened, and `next(step, kInterrupted)` says how
// to go on: everything up to the confirmation is undone, everything from there on is completed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/time.hpp"

namespace seqboard::deploy {

using seqboard::text_of;  // of durations, beside those of this folder

enum class Step : std::uint8_t {
    // On the way to the new release.
    kStopOld,       ///< actuators safe, processes of the old release stopped
    kPointNew,      ///< `current` leads to the new release
    kStartNew,      ///< its supervisor is started
    kTrial,         ///< all nodes become ready and stay so for the soak
    kAwaitConfirm,  ///< it is healthy; whoever sent it has to say that he can still reach it
    kConfirm,       ///< `previous` leads to the old release
    // On the way back.
    kStopNew,
    kPointOld,
    kStartOld,
    // The machine has started.
    kBoot,  ///< `current` is started and watched; counted until it proves good
    // Nothing is going on.
    kConfirmed,   ///< the new release runs
    kRolledBack,  ///< the old one runs
    kBootGood,
    kBootFailed,  ///< `current` did not become healthy after the machine's start; its supervisor goes on trying
    kStopped,     ///< stopped on purpose, as before power-off
};

enum class Event : std::uint8_t {
    kDone,
    kFailed,
    kConfirmedByHost,
    kTimeUp,
    kInterrupted,  ///< the process that did the step is gone: killed, or the machine was restarted
};

/// The step after this one. Steps at which nothing is going on follow themselves; so does a step that an event does not concern.
Step next(Step step, Event event);

/// Whether the journal may end with it.
bool is_end(Step step);

/// "stop_old": in the journal, and for people.
std::string_view text_of(Step step);
std::optional<Step> step_named(std::string_view text);

}  // namespace seqboard::deploy
