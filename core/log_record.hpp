// A line of a log taken apart: what log_line() put together, or what a program has printed itself.
#pragma once

#include <optional>
#include <string_view>

#include "core/log.hpp"

namespace seqboard {

struct LogRecord {
    std::optional<Time> time{};  ///< of the board's clock; nothing: log_line() did not write it, and all of it is in `said`
    std::string_view name{};     ///< who says it
    LogLevel level = LogLevel::kInfo;
    std::string_view said{};
};

/// "12.345678 wheels: warning: encoder lost 3 edges", without the line's end. What it returns lies in `line`. Neither allocates nor throws.
LogRecord parse_log_record(std::string_view line) noexcept;

}  // namespace seqboard
