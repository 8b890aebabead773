// Which behaviour a gamepad's button asks for.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/exit_code.hpp"
#include "drivers/input/button_names.hpp"
#include "nodes/behaviour_names.hpp"

namespace seqboard {

/// Read from text such as "BTN_NORTH=explore; BTN_WEST=home": a button as button_named() knows it, and what wish_named() knows.
/// A button asks once each time it is pressed.
class ButtonTable {
public:
    /// `taken`: buttons with another task. Throws StartError{kConfig} for an entry that is none, a button or behaviour that is unknown, and
    /// a button with two tasks.
    ButtonTable(std::string_view text, std::initializer_list<int> taken) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find(';'), text.size());
            if (const std::string_view entry = trimmed(text.substr(0, end)); !entry.empty()) add(entry, taken);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    /// The behaviour of a button that is held and was not at the look before; of several a stop, else the first in the text. kNone: none
    /// was pressed. `held`: bool(std::uint16_t button).
    template <class Held>
    BehaviourKind asked(Held&& held) {
        BehaviourKind kind = BehaviourKind::kNone;
        for (Entry& entry : entries_) {
            const bool now = held(entry.button);
            const bool was = std::exchange(entry.held, now);
            if (now && !was && (kind == BehaviourKind::kNone || entry.kind == BehaviourKind::kStop)) kind = entry.kind;
        }
        return kind;
    }

    /// The pad is gone: a button that is held when it is back was not pressed before our eyes.
    void forget() noexcept {
        for (Entry& entry : entries_) entry.held = true;
    }

private:
    struct Entry {
        std::uint16_t button;
        BehaviourKind kind;
        bool held = true;
    };

    static std::string_view trimmed(std::string_view text) {
        const std::size_t begin = text.find_first_not_of(' ');
        return begin == text.npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
    }

    [[noreturn]] static void refuse(std::string_view entry, const std::string& why) {
        throw StartError{ExitCode::kConfig, "gamepad: '" + std::string{entry} + "' " + why};
    }

    void add(std::string_view entry, std::initializer_list<int> taken) {
        const std::size_t equals = entry.find('=');
        if (equals == entry.npos) refuse(entry, "is no entry of the button table; expected BUTTON=behaviour, as in 'BTN_NORTH=explore'");
        const auto button = button_named(trimmed(entry.substr(0, equals)));
        if (!button)
            refuse(entry, "names no button; expected one of linux/input-event-codes.h, as `evtest` shows it: BTN_SOUTH, BTN_DPAD_UP");
        const bool twice = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& known) { return known.button == *button; });
        const bool busy = std::find(taken.begin(), taken.end(), static_cast<int>(*button)) != taken.end();
        if (twice || busy) refuse(entry, "names a button that has a task already; give it one, or the other task another button");
        entries_.push_back({*button, wish_named(trimmed(entry.substr(equals + 1)))});
    }

    std::vector<Entry> entries_;
};

}  // namespace seqboard
