#include "drivers/ld3320_phrase.hpp"

#include <algorithm>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

/// Empty if the text is fine.
std::string fault_of(const std::string& pinyin) {
    if (pinyin.empty()) return "it is empty";
    if (pinyin.size() > kLd3320MostLetters) return "it has " + std::to_string(pinyin.size()) + " letters; the chip takes 50";
    if (pinyin.front() == ' ' || pinyin.back() == ' ') return "it begins or ends with a space";
    if (pinyin.find("  ") != pinyin.npos) return "two spaces follow each other; expected one between syllables";
    if (!std::all_of(pinyin.begin(), pinyin.end(), [](char letter) { return letter == ' ' || (letter >= 'a' && letter <= 'z'); }))
        return "expected the letters a to z and spaces, without tones (v stands for u with two dots)";
    return "";
}

}  // namespace

void check_phrases(const std::vector<Ld3320Phrase>& phrases) {
    if (phrases.empty() || phrases.size() > kLd3320MostPhrases)
        throw StartError{ExitCode::kConfig, "LD3320: " + std::to_string(phrases.size()) + " phrases; the chip listens for 1 to 50"};
    for (auto phrase = phrases.begin(); phrase != phrases.end(); ++phrase) {
        std::string fault = fault_of(phrase->pinyin);
        if (std::any_of(phrases.begin(), phrase, [&](const Ld3320Phrase& before) { return before.pinyin == phrase->pinyin; }))
            fault = "it is there twice";
        if (!fault.empty())
            throw StartError{ExitCode::kConfig, "LD3320 phrase '" + phrase->pinyin + "': " + fault + "; an example is 'qian jin'"};
    }
}

}  // namespace seqboard
