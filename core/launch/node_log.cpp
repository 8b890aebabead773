#include "core/launch/node_log.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cstdio>

#include "core/segment/safe_file.hpp"

namespace seqboard {

namespace {

constexpr long kMaxTail = 4096;

}  // namespace

void NodeLog::rotate() const { std::rename(path_.c_str(), (path_ + ".1").c_str()); }

FileDescriptor NodeLog::open() {
    FileDescriptor file = open_safe_file(path_, O_WRONLY | O_CREAT | O_APPEND, 0640);
    start_ = static_cast<long>(::lseek(file.get(), 0, SEEK_END));
    return file;
}

std::vector<std::string> NodeLog::last_lines(std::size_t count) const {
    std::vector<std::string> lines;
    const FileDescriptor file = open_safe_file(path_, O_RDONLY);
    if (!file) return lines;
    const auto end = static_cast<long>(::lseek(file.get(), 0, SEEK_END));
    const long begin = std::max(start_, end - kMaxTail);
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

}  // namespace seqboard
