#include "core/log_record.hpp"

#include <charconv>

namespace seqboard {

namespace {

/// Of the digits and the point at the front, which it takes away with the blank behind them; nothing if they are no time.
std::optional<Time> take_time(std::string_view& text) noexcept {
    constexpr std::size_t kDecimals = 6;
    std::uint32_t s = 0, us = 0;
    const char* const end = text.data() + text.size();
    const auto seconds = std::from_chars(text.data(), end, s);
    if (seconds.ec != std::errc{} || seconds.ptr == end || *seconds.ptr != '.') return std::nullopt;
    const auto decimals = std::from_chars(seconds.ptr + 1, end, us);
    if (decimals.ptr != seconds.ptr + 1 + kDecimals || decimals.ptr == end || *decimals.ptr != ' ') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(decimals.ptr - text.data()) + 1);
    return Time{std::chrono::seconds{s} + std::chrono::microseconds{us}};
}

/// True if the word was at the front, where it is no more then.
bool take_word(std::string_view& text, std::string_view word) noexcept {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

}  // namespace

LogRecord parse_log_record(std::string_view line) noexcept {
    LogRecord record{.said = line};
    std::string_view rest = line;
    const std::optional<Time> time = take_time(rest);
    const std::size_t colon = rest.find(": ");
    if (!time || colon == std::string_view::npos) return record;
    record.time = time;
    record.name = rest.substr(0, colon);
    record.said = rest.substr(colon + 2);
    if (take_word(record.said, "warning: ")) record.level = LogLevel::kWarning;
    else if (take_word(record.said, "error: ")) record.level = LogLevel::kError;
    return record;
}

}  // namespace seqboard
