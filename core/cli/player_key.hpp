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

namespace detail {

inline std::optional<PlayerKey> plain_key(char byte) noexcept {
    switch (byte) {
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

inline std::optional<PlayerKey> cursor_key(char final_byte) noexcept {
    switch (final_byte) {
        case 'A': return PlayerKey::kFarForward;
        case 'B': return PlayerKey::kFarBack;
        case 'C': return PlayerKey::kForward;
        case 'D': return PlayerKey::kBack;
        case 'H': return PlayerKey::kBegin;
        default: return std::nullopt;
    }
}

}  // namespace detail

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

inline std::optional<PlayerKey> PlayerKeyReader::take(char byte) noexcept {
    constexpr char kEscape = '\x1b';
    if (byte == kEscape) {
        state_ = State::kEscape;
        return std::nullopt;
    }
    switch (state_) {
        case State::kPlain: return detail::plain_key(byte);
        case State::kEscape:
            state_ = byte == '[' || byte == 'O' ? State::kSequence : State::kPlain;
            plain_sequence_ = true;
            return std::nullopt;
        case State::kSequence:
            if (byte < '@' || byte > '~') {  // parameters before the final byte: a cursor key with Shift or Ctrl, another key
                plain_sequence_ = false;
                return std::nullopt;
            }
            state_ = State::kPlain;
            return plain_sequence_ ? detail::cursor_key(byte) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace seqboard::cli
