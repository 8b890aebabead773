// Keys that control a replay, from the bytes that a terminal sends for them.
#pragma once

#include <cstdint>
#include <optional>

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

/// Cursor keys are sequences of bytes (ECMA-48: CSI C; SS3 C in a terminal's application mode); what is no key of these is passed over.
class PlayerKeyReader {
public:
    /// The key that this byte completes.
    std::optional<PlayerKey> take(char byte) noexcept;

private:
    enum class State : std::uint8_t { kPlain, kEscape, kSequence };
    State state_ = State::kPlain;
    bool plain_sequence_ = true;  ///< without a parameter
};

}  // namespace seqboard::cli
