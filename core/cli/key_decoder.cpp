#include "core/cli/key_decoder.hpp"

namespace seqboard::cli {

namespace {

/// ECMA-48 5.4: parameters, intermediate bytes, one final byte.
constexpr bool is_final(char c) { return c >= '@' && c <= '~'; }

/// What xterm, the Linux console and vt100s send behind "ESC [" or "ESC O".
std::optional<Key> key_of(std::string_view sequence) {
    using Kind = Key::Kind;
    constexpr struct {
        std::string_view text;
        Kind kind;
    } kKnown[] = {{"A", Kind::kUp},   {"B", Kind::kDown},    {"C", Kind::kRight},     {"D", Kind::kLeft},  {"H", Kind::kHome},
                  {"F", Kind::kEnd},  {"5~", Kind::kPageUp}, {"6~", Kind::kPageDown}, {"1~", Kind::kHome}, {"7~", Kind::kHome},
                  {"4~", Kind::kEnd}, {"8~", Kind::kEnd},    {"M", Kind::kEnter}};
    for (const auto& known : kKnown)
        if (sequence == known.text) return Key{known.kind};
    return std::nullopt;
}

}  // namespace

std::optional<Key> KeyDecoder::next(bool more_may_come) {
    while (!waiting_.empty()) {
        const char first = waiting_.front();
        if (first == '\033') {
            const std::size_t before = waiting_.size();
            if (const auto key = sequence(more_may_come)) return key;
            if (waiting_.size() == before) return std::nullopt;
            continue;
        }
        waiting_.erase(0, 1);
        if (first == '\r' || first == '\n') return Key{Key::Kind::kEnter};
        if (first == '\t') return Key{Key::Kind::kTab};
        if (first == '\b' || first == '\x7f') return Key{Key::Kind::kBackspace};
        if (first >= ' ' && first < '\x7f') return Key{Key::Kind::kCharacter, first};
    }
    return std::nullopt;
}

/// Of what begins with an escape. Nothing, and nothing taken: it is not whole yet.
std::optional<Key> KeyDecoder::sequence(bool more_may_come) {
    const bool introduced = waiting_.size() > 1 && (waiting_[1] == '[' || waiting_[1] == 'O');
    if (!introduced) {
        if (waiting_.size() == 1 && more_may_come) return std::nullopt;
        waiting_.erase(0, 1);
        return Key{Key::Kind::kEscape};
    }
    std::size_t end = 2;
    while (end < waiting_.size() && !is_final(waiting_[end])) ++end;
    if (end == waiting_.size()) {
        if (!more_may_come) waiting_.clear();
        return std::nullopt;
    }
    const auto key = key_of(std::string_view{waiting_}.substr(2, end - 1));
    waiting_.erase(0, end + 1);
    return key;
}

}  // namespace seqboard::cli
