// What the operator says.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class VoiceCode : std::uint8_t {
    kNone,
    kStop,
    kForward,
    kBackward,
    kLeft,
    kRight,
    kFaster,
    kSlower,
    kExplore,
    kPatrol,
    kWallLeft,
    kWallRight,
    kHome,
};

enum class VoiceState : std::uint8_t {
    kStarting,  ///< the chip is being started: it hears nothing
    kListening,
    kSpeaking,  ///< it hears nothing
    kFailed,
};

/// The last command that was heard. A command is new when `count` is.
struct VoiceCommand {
    std::uint32_t count = 0;  ///< heard since the node started
    VoiceCode code = VoiceCode::kNone;
    std::uint8_t index = 0;  ///< of the phrase in the node's table
    VoiceState state = VoiceState::kStarting;
    std::uint8_t reserved = 0;
    std::uint32_t faults = 0;             ///< since the node started: times the chip hung, fell silent or failed, and was reset
    std::uint32_t missed_interrupts = 0;  ///< times it had news and its interrupt line did not say so
};
SEQBOARD_MESSAGE(VoiceCommand, count, code, index, state, reserved, faults, missed_interrupts);

}  // namespace seqboard
