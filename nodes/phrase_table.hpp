// Which command a spoken phrase is.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/exit_code.hpp"
#include "core/messages/voice.hpp"
#include "drivers/ld3320_phrase.hpp"

namespace seqboard {

/// Read from text such as "qian jin=forward; ting=stop": pinyin, then stop, forward, backward, left, right, faster,
/// slower, explore, patrol, wall_left, wall_right or home.
class PhraseTable {
public:
    /// Throws StartError{kConfig} for an entry that is none, or a command that is unknown.
    explicit PhraseTable(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find(';'), text.size());
            if (const std::string_view entry = trimmed(text.substr(0, end)); !entry.empty()) add(entry);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    /// An index is the phrase's place in the text.
    const std::vector<Ld3320Phrase>& phrases() const noexcept { return phrases_; }

    /// kNone for an index that no phrase has.
    VoiceCode code(std::uint8_t index) const noexcept { return index < codes_.size() ? codes_[index] : VoiceCode::kNone; }

private:
    static std::string_view trimmed(std::string_view text) {
        const std::size_t begin = text.find_first_not_of(' ');
        return begin == text.npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
    }

    static VoiceCode code_named(std::string_view name, std::string_view entry) {
        using enum VoiceCode;
        static constexpr std::array<std::pair<std::string_view, VoiceCode>, 12> kNames = {{{"stop", kStop},
                                                                                           {"forward", kForward},
                                                                                           {"backward", kBackward},
                                                                                           {"left", kLeft},
                                                                                           {"right", kRight},
                                                                                           {"faster", kFaster},
                                                                                           {"slower", kSlower},
                                                                                           {"explore", kExplore},
                                                                                           {"patrol", kPatrol},
                                                                                           {"wall_left", kWallLeft},
                                                                                           {"wall_right", kWallRight},
                                                                                           {"home", kHome}}};
        for (const auto& [known, code] : kNames)
            if (known == name) return code;
        throw StartError{
            ExitCode::kConfig,
            "voice: no command is called '" + std::string{name} + "' in '" + std::string{entry} +
                "'; expected stop, forward, backward, left, right, faster, slower, explore, patrol, wall_left, wall_right or home"};
    }

    void add(std::string_view entry) {
        const std::size_t equals = entry.find('=');
        if (equals == entry.npos)
            throw StartError{ExitCode::kConfig, "voice: '" + std::string{entry} +
                                                    "' is no entry of the phrase table; expected pinyin=command, as in 'ting=stop'"};
        codes_.push_back(code_named(trimmed(entry.substr(equals + 1)), entry));
        phrases_.push_back({static_cast<std::uint8_t>(phrases_.size()), std::string{trimmed(entry.substr(0, equals))}});
    }

    std::vector<Ld3320Phrase> phrases_;
    std::vector<VoiceCode> codes_;
};

}  // namespace seqboard
