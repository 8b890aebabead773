#include "core/record/slot_patterns.hpp"

#include <fnmatch.h>

#include <algorithm>

namespace seqboard::record {

namespace {

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = text.find_first_not_of(' '); at != std::string::npos; at = text.find_first_not_of(' ', at)) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

bool fits_one(const std::vector<std::string>& patterns, const std::string& slot) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return ::fnmatch(pattern.c_str(), slot.c_str(), 0) == 0; });
}

}  // namespace

SlotPatterns::SlotPatterns(const std::string& taken, const std::string& left_out)
    : taken_{words_of(taken)}, left_out_{words_of(left_out)} {}

bool SlotPatterns::choose(const std::string& slot) const { return fits_one(taken_, slot) && !fits_one(left_out_, slot); }

}  // namespace seqboard::record
