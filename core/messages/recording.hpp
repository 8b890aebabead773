// What the recorder says of itself.
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

}  // namespace seqboard
