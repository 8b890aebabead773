// The number that a file of the kernel, or a vendor's, says.
#pragma once

#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace seqboard {

/// A finite decimal number with nothing but blanks, line ends and zero bytes around it: "512\n". Nothing for any other text: half a number
/// is none.
inline std::optional<float> number_in(std::string_view text) noexcept {
    const auto is_blank = [](char c) { return c == '\0' || std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    float number = 0;
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || stopped != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace seqboard
