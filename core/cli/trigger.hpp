// What a scope waits for: that a condition over slots begins to hold, or that a field crosses a level.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/expression/board_values.hpp"
#include "core/expression/expression.hpp"

namespace seqboard::cli {

class Trigger {
public:
    enum class Kind : unsigned char { kCondition, kRises, kFalls };

    /// `text`: a condition as launch files have it, or SLOT.FIELD=LEVEL of what rises to the level or falls to it, such as range.range_m=0.3m.
    /// Throws StartError{kUsage} that says what is wrong with it.
    Trigger(Kind kind, const std::string& text, std::vector<BoardSlot> slots);

    /// "range.range_m < 0.3m", "range.range_m rises to 0.3m"
    const std::string& text() const noexcept { return text_; }

    /// Whose samples it wants: every one, by give().
    std::vector<std::string> slots() const { return values_.slots_named(); }
    /// The names in it that are, or may be, SLOT.FIELD.
    const std::vector<std::string>& names() const noexcept { return names_; }

    void give(std::string_view slot, const SampleHeader& header, std::span<const std::byte> bytes) { values_.give(slot, header, bytes); }

    /// Whether the condition holds, or the field is beyond the level; nothing while the field has no number.
    std::optional<bool> holds(Time now);

private:
    void cross(Kind kind, const std::string& text);

    BoardValues values_;
    std::string text_;
    std::vector<std::string> names_;
    std::optional<Expression> field_;  ///< of a level
    Expression condition_;
};

}  // namespace seqboard::cli
