// Keys that control a replay.
#pragma once

#include <cstdint>
#include <optional>

#include "core/cli/key.hpp"

namespace seqboard::cli {

enum class PlayerKey : std::uint8_t {
    kPause,       ///< space: pause, play
    kStep,        ///< .
    kStepBack,    ///< ,
    kBack,        ///< left: a second
    kForward,     ///< right
    kFarBack,     ///< down: ten seconds
    kFarForward,  ///< up
    kBegin,       ///< Home
    kFaster,      ///< +
    kSlower,      ///< -
    kQuit,        ///< q
};

/// One line for people.
inline constexpr const char* kPlayerKeys = "space pause   . , step   left right 1 s   up down 10 s   + - rate   q quit";

inline std::optional<PlayerKey> player_key(const Key& key) noexcept {
    switch (key.kind) {
        case Key::Kind::kUp: return PlayerKey::kFarForward;
        case Key::Kind::kDown: return PlayerKey::kFarBack;
        case Key::Kind::kRight: return PlayerKey::kForward;
        case Key::Kind::kLeft: return PlayerKey::kBack;
        case Key::Kind::kHome: return PlayerKey::kBegin;
        case Key::Kind::kCharacter: break;
        default: return std::nullopt;
    }
    switch (key.character) {
        case ' ': return PlayerKey::kPause;
        case '.': return PlayerKey::kStep;
        case ',': return PlayerKey::kStepBack;
        case '+':
        case '=': return PlayerKey::kFaster;
        case '-': return PlayerKey::kSlower;
        case 'q':
        case 'Q': return PlayerKey::kQuit;
        default: return std::nullopt;
    }
}

}  // namespace seqboard::cli
