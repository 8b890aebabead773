// Which slots: "range pose wheels.*", without "*.status".
#pragma once

#include <string>
#include <vector>

namespace seqboard::record {

class SlotPatterns {
public:
    /// Names with spaces between them; `*` is any text, `?` one character. A slot is chosen that fits one of `taken` and none of `left_out`.
    explicit SlotPatterns(const std::string& taken = "*", const std::string& left_out = "");
    bool choose(const std::string& slot) const;

private:
    std::vector<std::string> taken_;
    std::vector<std::string> left_out_;
};

}  // namespace seqboard::record
