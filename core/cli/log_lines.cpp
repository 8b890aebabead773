#include "core/cli/log_lines.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/log_record.hpp"
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

LogLine line_of(std::string_view text, Time before) {
    const LogRecord record = parse_log_record(text);
    return {.time = record.time.value_or(before), .level = record.level, .is_ours = record.time.has_value(), .text = std::string{text}};
}

}  // namespace

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
        lines.push_back(line_of(std::string_view{rest_}.substr(begin, end - begin), last_));
        last_ = lines.back().time;
    }
    rest_.erase(0, begin);
    return lines;
}

}  // namespace seqboard::cli
