// A 64-byte message whose every word follows from its number: a torn copy of it shows.
#pragma once

#include <algorithm>
#include <array>

#include "core/message.hpp"

namespace seqboard::testing {

struct Pattern {
    std::uint32_t number = 0;
    std::array<std::uint32_t, 15> words{};
};
SEQBOARD_MESSAGE(Pattern, number, words);

constexpr std::uint32_t pattern_word(std::uint32_t number, std::uint32_t index) { return (number ^ (index << 27)) * 2654435761u + index; }

constexpr Pattern pattern(std::uint32_t number) {
    Pattern made{.number = number};
    for (std::uint32_t i = 0; i < made.words.size(); ++i) made.words[i] = pattern_word(number, i);
    return made;
}

constexpr bool is_whole(const Pattern& seen) { return seen.words == pattern(seen.number).words; }

}  // namespace seqboard::testing
