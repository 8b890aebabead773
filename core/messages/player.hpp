// `seqboard replay`: where it is, and what it is told.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// The node whose slot `player` tells of a replay, and the slot that people and programs write to control it.
inline constexpr std::string_view kPlayerNode = "player";
inline constexpr std::string_view kPlayerSlot = "player";
inline constexpr std::string_view kPlayerControlSlot = "player_control";

enum class PlayerPhase : std::uint8_t { kPlaying, kPaused, kEnded };

struct PlayerState {
    float position_s = 0;  ///< since the recording's beginning
    float length_s = 0;
    float rate_ratio = 1;        ///< seconds of the recording in one of now
    std::uint32_t samples = 0;   ///< said so far
    std::uint32_t requests = 0;  ///< that came by the slot and were carried out
    PlayerPhase phase = PlayerPhase::kPlaying;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(PlayerState, position_s, length_s, rate_ratio, samples, requests, phase, reserved);

enum class PlayerVerb : std::uint8_t {
    kNone,
    kPlay,
    kPause,
    kStep,      ///< to the next sample, with all that have its stamp; `count` times, zero: once
    kStepBack,  ///< to the one before
    kSeek,      ///< to position_s
    kRate,      ///< as fast as rate_ratio
    kEnd,
};

/// Each sample that is written is one request.
struct PlayerRequest {
    float position_s = 0;
    float rate_ratio = 0;
    std::uint32_t count = 0;
    PlayerVerb verb = PlayerVerb::kNone;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(PlayerRequest, position_s, rate_ratio, count, verb, reserved);

}  // namespace seqboard
