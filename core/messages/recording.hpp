// What recorders say of themselves.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class RecordingPhase : std::uint8_t {
    kRecording,
    kNoSpace,  ///< the file cannot be written any more, most often because the disk is full: nothing is recorded until the recorder is restarted
    kEnded,  ///< its last file is complete
};

struct RecordingState {
    std::uint64_t samples = 0;  ///< taken so far
    std::uint64_t bytes = 0;    ///< on the disk, of all files
    std::uint32_t missed = 0;   ///< samples that were overwritten before they were taken
    std::uint32_t files = 0;    ///< complete ones
    std::uint32_t slots = 0;
    RecordingPhase phase = RecordingPhase::kRecording;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(RecordingState, samples, bytes, missed, files, slots, phase, reserved);

enum class FlightPhase : std::uint8_t {
    kArmed,    ///< keeps the last seconds
    kAfter,    ///< was triggered, and records on until the time after the trigger is over
    kWriting,  ///< completes the file of the last event, and keeps what comes meanwhile
    kEnded,
};

struct FlightState {
    std::uint64_t samples = 0;  ///< taken so far
    std::uint32_t missed = 0;   ///< samples that were overwritten before they were taken
    std::uint32_t slots = 0;
    std::uint32_t held_ms = 0;       ///< how far back reaches what is kept
    std::uint32_t triggers = 0;      ///< seen so far
    std::uint32_t events = 0;        ///< files begun: triggers that come close together share one
    std::uint32_t files = 0;         ///< complete ones
    std::uint32_t lost = 0;          ///< files that could not be completed, most often because the disk is full
    std::uint32_t request_done = 0;  ///< id of the last RecordRequest that was taken
    std::array<char, 160> file{};    ///< path of the newest complete one
    FlightPhase phase = FlightPhase::kArmed;
    std::array<std::uint8_t, 7> reserved{};
};
SEQBOARD_MESSAGE(FlightState, samples, missed, slots, held_ms, triggers, events, files, lost, request_done, file, phase, reserved);

}  // namespace seqboard
