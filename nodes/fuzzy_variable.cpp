#include "nodes/fuzzy_variable.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "core/exit_code.hpp"
#include "nodes/word_rows.hpp"

namespace seqboard {

FuzzyVariable::FuzzyVariable(std::string_view parameter, std::string_view text) {
    for (const std::vector<std::string>& words : word_rows(text)) {
        const std::optional<Set> set = parsed(words);
        if (!set)
            throw StartError{ExitCode::kConfig, std::string{parameter} + ": '" + words.front() +
                                                    "' is not followed by a set's break points; expected three or four numbers that do "
                                                    "not fall, as in 'Z -0.1 0 0.1'"};
        if (std::any_of(sets_.begin(), sets_.end(), [&](const Set& other) { return other.label == set->label; }))
            throw StartError{ExitCode::kConfig,
                             std::string{parameter} + ": two sets are called '" + set->label + "'; give each its own label"};
        sets_.push_back(*set);
    }
    if (sets_.empty())
        throw StartError{ExitCode::kConfig, std::string{parameter} + " names no set; expected sets as in 'N -2 -1 0; P 0 1 2'"};
    require_order(parameter);
}

std::optional<FuzzyVariable::Set> FuzzyVariable::parsed(const std::vector<std::string>& words) {
    if (words.size() != 4 && words.size() != 5) return std::nullopt;
    std::array<float, 4> points{};
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        char* end = nullptr;
        points[i] = std::strtof(words[i + 1].c_str(), &end);
        if (*end != '\0' || !std::isfinite(points[i])) return std::nullopt;
    }
    if (words.size() == 4) points = {points[0], points[1], points[1], points[2]};
    if (!std::is_sorted(points.begin(), points.end())) return std::nullopt;
    return Set{words.front(), points[0], points[1], points[2], points[3]};
}

void FuzzyVariable::require_order(std::string_view parameter) const {
    for (std::size_t i = 1; i < sets_.size(); ++i) {
        const Set &before = sets_[i - 1], &set = sets_[i];
        const auto require = [&](bool kept, const char* sentence) {
            if (!kept)
                throw StartError{ExitCode::kConfig,
                                 std::string{parameter} + ": '" + before.label + "' and '" + set.label + "' " + sentence};
        };
        require(set.full >= before.fall, "are not in rising order; write the set of the smallest numbers first");
        require(set.rise < before.end, "leave a gap; let each set begin before the one in front of it ends");
    }
}

float FuzzyVariable::degree(std::size_t set, float value) const noexcept {
    const Set& shape = sets_[set];
    if (value < shape.full) {
        if (set == 0) return 1;
        return value <= shape.rise ? 0 : (value - shape.rise) / (shape.full - shape.rise);
    }
    if (value <= shape.fall || set + 1 == sets_.size()) return 1;
    return value < shape.end ? (shape.end - value) / (shape.end - shape.fall) : 0;
}

}  // namespace seqboard
