// What a node, slot, port or parameter may be called, and which known name a misspelt one was meant to be.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace seqboard {

/// Room for a name in a segment header, its closing zero included.
inline constexpr std::size_t kNameBytes = 48;

/// True for 1 to 47 of [A-Za-z0-9_.-], not starting with a dot: a name is a file name, a slot name and a shell word.
constexpr bool is_valid_name(std::string_view name) {
    if (name.empty() || name.size() >= kNameBytes || name.front() == '.') return false;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') return false;
    }
    return true;
}

/// The candidate nearest to a misspelt name, or empty if none is near (Damerau-Levenshtein distance, at most a third).
std::string_view nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// "; did you mean 'range_m'?" when a candidate is near, else "; known: a, b, c" or nothing when there are none.
std::string suggestion(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace seqboard
