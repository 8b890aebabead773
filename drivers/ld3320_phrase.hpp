// What an LD3320 listens for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace seqboard {

/// Mandarin in pinyin without tones: "qian jin". The chip says the index when it has heard the phrase; several may share one.
struct Ld3320Phrase {
    std::uint8_t index = 0;
    std::string pinyin;
};

inline constexpr std::size_t kLd3320MostPhrases = 50;
inline constexpr std::size_t kLd3320MostLetters = 50;  ///< of a phrase, the spaces included

/// Throws StartError{kConfig} naming the phrase, unless there are 1 to 50 phrases, none twice, each of lower-case words with single
/// spaces between.
void check_phrases(const std::vector<Ld3320Phrase>& phrases);

}  // namespace seqboard
