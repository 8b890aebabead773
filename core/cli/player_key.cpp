#include "core/cli/player_key.hpp"

namespace seqboard::cli {

namespace {

std::optional<PlayerKey> plain_key(char byte) noexcept {
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

std::optional<PlayerKey> cursor_key(char final_byte) noexcept {
    switch (final_byte) {
        case 'A': return PlayerKey::kFarForward;
        case 'B': return PlayerKey::kFarBack;
        case 'C': return PlayerKey::kForward;
        case 'D': return PlayerKey::kBack;
        case 'H': return PlayerKey::kBegin;
        default: return std::nullopt;
    }
}

}  // namespace

std::optional<PlayerKey> PlayerKeyReader::take(char byte) noexcept {
    constexpr char kEscape = '\x1b';
    if (byte == kEscape) {
        state_ = State::kEscape;
        return std::nullopt;
    }
    switch (state_) {
        case State::kPlain: return plain_key(byte);
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
            return plain_sequence_ ? cursor_key(byte) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace seqboard::cli
