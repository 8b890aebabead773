#include "core/launch/node_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/segment/safe_file.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

constexpr Duration kTendInterval = std::chrono::milliseconds{100};
constexpr long kBytesOfALine = 256;  // when the last lines are looked for
constexpr long kMinTail = 4096;

long size_of(const FileDescriptor& file) { return static_cast<long>(::lseek(file.get(), 0, SEEK_END)); }

/// Nothing where it cannot be had, or is not to be trusted: the supervisor has more to do than to log.
FileDescriptor open_if_possible(const std::string& path, int flags) {
    try {
        return open_safe_file(path, flags, 0640);
    } catch (const SegmentError&) {
        return FileDescriptor{};
    }
}

void write_all(const FileDescriptor& file, const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const ssize_t put = ::write(file.get(), text.data() + at, text.size() - at);
        if (put <= 0) return;  // no room: a log is never waited for
        at += static_cast<std::size_t>(put);
    }
}

}  // namespace

void NodeLog::rotate() const {
    make_room();
    if (rule_.keep > 0) std::rename(path_.c_str(), (path_ + ".1").c_str());
    else ::unlink(path_.c_str());
}

/// Moves .log.1 to .log.2 and so on; the oldest is lost.
void NodeLog::make_room() const {
    for (int i = rule_.keep; i > 1; --i)
        std::rename((path_ + "." + std::to_string(i - 1)).c_str(), (path_ + "." + std::to_string(i)).c_str());
}

FileDescriptor NodeLog::open() {
    FileDescriptor file = open_safe_file(path_, O_WRONLY | O_CREAT | O_APPEND, 0640);
    start_ = size_of(file);
    return file;
}

void NodeLog::tend(Time now) {
    if (now - tended_ < kTendInterval) return;
    tended_ = now;
    if (!file_) file_ = open_if_possible(path_, O_RDWR | O_APPEND);
    if (!file_) return;
    if (rule_.lines_per_second > 0) drop_excess(now);
    if (size_of(file_) > static_cast<long>(rule_.size_bytes)) begin_new_file();
}

void NodeLog::drop_excess(Time now) {
    if (now - second_ >= std::chrono::seconds{1}) {
        note_dropped();
        second_ = now;
        lines_ = 0;
    }
    const long end = size_of(file_);
    const std::string news = read(seen_, end);
    std::size_t kept = 0;
    for (; kept < news.size() && lines_ < rule_.lines_per_second; ++kept) lines_ += news[kept] == '\n';
    if (kept < news.size()) {
        dropped_ += static_cast<int>(std::count(news.begin() + static_cast<std::ptrdiff_t>(kept), news.end(), '\n'));
        if (::ftruncate(file_.get(), seen_ + static_cast<long>(kept)) != 0) return;
    }
    seen_ += static_cast<long>(kept);
}

void NodeLog::note_dropped() {
    if (dropped_ == 0) return;
    write_all(file_, "seqboard: " + std::to_string(dropped_) + " lines dropped, log: rate: is " + std::to_string(rule_.lines_per_second) +
                         " lines in a second\n");
    dropped_ = 0;
    seen_ = size_of(file_);
}

/// By copying, because the process goes on writing to the file that it has.
void NodeLog::begin_new_file() {
    if (rule_.keep > 0) {
        make_room();
        const FileDescriptor copy = open_if_possible(path_ + ".1", O_WRONLY | O_CREAT | O_TRUNC);
        if (copy) write_all(copy, read(0, size_of(file_)));
    }
    if (::ftruncate(file_.get(), 0) != 0) return;
    start_ = 0;
    seen_ = 0;
}

std::string NodeLog::read(long from, long end) const {
    std::string text(static_cast<std::size_t>(std::max(end - from, 0L)), '\0');
    const ssize_t got = ::pread(file_.get(), text.data(), text.size(), from);
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return text;
}

std::vector<std::string> NodeLog::last_lines(std::size_t count) const {
    std::vector<std::string> lines;
    const FileDescriptor file = open_if_possible(path_, O_RDONLY);
    if (!file) return lines;
    const long end = size_of(file);
    const long begin = std::max(start_, end - std::max(kMinTail, static_cast<long>(count) * kBytesOfALine));
    std::string text(static_cast<std::size_t>(std::max(end - begin, 0L)), '\0');
    const ssize_t got = ::pread(file.get(), text.data(), text.size(), begin);
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t line_end = std::min(text.find('\n', at), text.size());
        if (line_end > at) lines.push_back(text.substr(at, line_end - at));
        at = line_end + 1;
    }
    if (lines.size() > count) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(count));
    return lines;
}

void NodeLog::keep_dead_lines() const {
    if (rule_.dead_lines == 0) return;
    std::string text;
    for (const std::string& line : last_lines(rule_.dead_lines)) text += line + "\n";
    const FileDescriptor file = open_if_possible(dead_path_, O_WRONLY | O_CREAT | O_TRUNC);
    if (file) write_all(file, text);  // else its last lines are still in the log
}

}  // namespace seqboard
