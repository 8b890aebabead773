// A quantity in words: how much a number is "small" or "positive big".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace seqboard {

/// Fuzzy sets over one quantity. Text such as "N -2 -1 0; Z -1 0 1; P 0 1 2": a label, then the three break points of a triangle or the
/// four of a trapezoid: none, full (full), none. The first set goes on to minus infinity and the last one to plus infinity, whatever their
/// outer break points, so that every number belongs to a set.
class FuzzyVariable {
public:
    /// `parameter` is what the text was given as, for the sentence of the StartError{kConfig} thrown for text that is no list of
    /// sets, a label that is used twice, sets that do not rise, and a gap between two of them.
    FuzzyVariable(std::string_view parameter, std::string_view text);

    std::size_t size() const noexcept { return sets_.size(); }

    /// How much `value` belongs to this set, 0..1. At least one set has more than zero. NaN belongs to the last set.
    float degree(std::size_t set, float value) const noexcept;

private:
    struct Set {
        std::string label;
        float rise, full, fall, end;  ///< rising order; triangle: full == fall
    };
    static std::optional<Set> parsed(const std::vector<std::string>& words);
    void require_order(std::string_view parameter) const;

    std::vector<Set> sets_;
};

}  // namespace seqboard
