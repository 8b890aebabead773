#include "core/cli/log_lines.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/segment/safe_file.hpp"

namespace seqboard::cli {

namespace {

/// Where the last lines begin.
off_t begin_of_last(const FileDescriptor& file, unsigned lines) {
    off_t at = ::lseek(file.get(), 0, SEEK_END);
    char piece[4096];
    for (bool is_last_byte = true; at > 0;) {
        const auto size = static_cast<std::size_t>(std::min<off_t>(at, sizeof piece));
        if (::pread(file.get(), piece, size, at - static_cast<off_t>(size)) != static_cast<ssize_t>(size)) return 0;
        for (std::size_t i = size; i > 0; --i, is_last_byte = false)
            if (piece[i - 1] == '\n' && !is_last_byte && lines-- <= 1) return at - static_cast<off_t>(size - i);
        at -= static_cast<off_t>(size);
    }
    return 0;
}

/// Of the digits and the point at the front, which it takes away; nothing if they are no time.
std::optional<Time> take_time(std::string_view& text) {
    constexpr std::size_t kDecimals = 6;
    std::uint32_t s = 0, us = 0;
    const char* const end = text.data() + text.size();
    const auto seconds = std::from_chars(text.data(), end, s);
    if (seconds.ec != std::errc{} || end - seconds.ptr < 1 || *seconds.ptr != '.') return std::nullopt;
    const auto decimals = std::from_chars(seconds.ptr + 1, end, us);
    if (decimals.ptr != seconds.ptr + 1 + kDecimals || decimals.ptr == end || *decimals.ptr != ' ') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(decimals.ptr - text.data()) + 1);
    return Time{std::chrono::seconds{s} + std::chrono::microseconds{us}};
}

}  // namespace

LogLine parse_log_line(std::string_view text, Time before) {
    LogLine line{.time = before, .level = LogLevel::kInfo, .is_ours = false, .text = std::string{text}};
    const std::optional<Time> time = take_time(text);
    if (!time) return line;
    line.time = *time;
    line.is_ours = true;
    const std::size_t name = text.find(": ");
    const std::string_view said = name == std::string_view::npos ? text : text.substr(name + 2);
    if (said.starts_with("warning: ")) line.level = LogLevel::kWarning;
    if (said.starts_with("error: ")) line.level = LogLevel::kError;
    return line;
}

LogLines::LogLines(std::string process, std::string path, unsigned lines)
    : process_{std::move(process)}, path_{std::move(path)}, file_{open_safe_file(path_, O_RDONLY)} {
    if (file_) at_ = begin_of_last(file_, lines);
}

void LogLines::reopen_if_replaced() {
    struct stat ours {
    }, there{};
    if (::stat(path_.c_str(), &there) != 0) return;
    if (file_ && ::fstat(file_.get(), &ours) == 0 && ours.st_ino == there.st_ino && ours.st_dev == there.st_dev) return;
    file_ = open_safe_file(path_, O_RDONLY);
    at_ = 0;
}

std::vector<LogLine> LogLines::take(bool all) {
    reopen_if_replaced();
    std::vector<LogLine> lines;
    if (!file_) return lines;
    if (::lseek(file_.get(), 0, SEEK_END) < at_) at_ = 0;  // it was full
    char piece[4096];
    for (ssize_t got = 0; (got = ::pread(file_.get(), piece, sizeof piece, at_)) > 0; at_ += got)
        rest_.append(piece, static_cast<std::size_t>(got));
    if (all && !rest_.empty() && rest_.back() != '\n') rest_ += '\n';
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = rest_.find('\n', begin)) != std::string::npos; begin = end + 1) {
        lines.push_back(parse_log_line(std::string_view{rest_}.substr(begin, end - begin), last_));
        last_ = lines.back().time;
    }
    rest_.erase(0, begin);
    return lines;
}

}  // namespace seqboard::cli
