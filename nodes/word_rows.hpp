// Text parameters that are tables.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace seqboard {

/// "NB -2 -1; Z 0" -> {{"NB", "-2", "-1"}, {"Z", "0"}}: rows end with a semicolon or the text, words with blanks or line ends. Empty rows
/// are left out. Allocates: for start-up.
inline std::vector<std::vector<std::string>> word_rows(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\n";
    std::vector<std::vector<std::string>> rows;
    while (!text.empty()) {
        std::string_view row = text.substr(0, text.find(';'));
        text.remove_prefix(std::min(row.size() + 1, text.size()));
        std::vector<std::string> words;
        for (std::size_t begin = row.find_first_not_of(kBlanks); begin != row.npos; begin = row.find_first_not_of(kBlanks)) {
            row.remove_prefix(begin);
            words.emplace_back(row.substr(0, row.find_first_of(kBlanks)));
            row.remove_prefix(words.back().size());
        }
        if (!words.empty()) rows.push_back(std::move(words));
    }
    return rows;
}

}  // namespace seqboard
