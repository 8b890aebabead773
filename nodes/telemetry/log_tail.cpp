#include "nodes/telemetry/log_tail.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/file_descriptor.hpp"
#include "core/log_record.hpp"
#include "core/schema/element_text.hpp"

namespace seqboard::telemetry {

namespace {

constexpr std::size_t kKept = 200;
constexpr std::int64_t kAtOnce = 4096;  ///< of one file; of a file that grows faster what is between is left out
constexpr std::string_view kEnding = ".log";
constexpr std::int64_t kNs_per_s = 1'000'000'000;

/// foxglove.Log's numbers, in the order of LogLevel.
constexpr std::array<int, 3> kLevels = {2, 3, 4};

}  // namespace

void LogTail::look() {
    const std::unique_ptr<DIR, int (*)(DIR*)> folder{::opendir(folder_.c_str()), ::closedir};
    if (!folder) return;
    while (const dirent* const entry = ::readdir(folder.get()))
        if (const std::string_view name = entry->d_name; name.ends_with(kEnding))
            read(std::string{name.substr(0, name.size() - kEnding.size())});
}

void LogTail::read(const std::string& process) {
    const FileDescriptor file{
        ::open((folder_ + "/" + process + std::string{kEnding}).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    struct stat facts {};
    if (!file || ::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) return;
    std::int64_t& from = read_to_[process];
    if (facts.st_size < from) from = 0;  // a new one
    const bool cut = facts.st_size - from > kAtOnce;
    if (cut) from = facts.st_size - kAtOnce;
    std::array<char, kAtOnce> buffer;
    const ssize_t got = ::pread(file.get(), buffer.data(), buffer.size(), from);
    std::string_view text{buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
    if (cut) text.remove_prefix(std::min(text.find('\n') + 1, text.size())), from = facts.st_size - static_cast<std::int64_t>(text.size());
    for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1)) {
        take(text.substr(0, end), process);
        from += static_cast<std::int64_t>(end) + 1;
    }
}

void LogTail::take(std::string_view text, const std::string& process) {
    Line line = line_of(text, process);
    line.number = ++count_;
    lines_.push_back(std::move(line));
    if (lines_.size() > kKept) lines_.pop_front();
}

LogTail::Line LogTail::line_of(std::string_view text, std::string_view process) {
    const LogRecord record = parse_log_record(text);
    Line line{.number = 0, .time = record.time.value_or(Time{}), .json = {}};
    const auto ns = static_cast<std::int64_t>(ns_of(line.time));
    line.json = R"({"timestamp":{"sec":)" + std::to_string(ns / kNs_per_s) + R"(,"nsec":)" + std::to_string(ns % kNs_per_s) +
                R"(},"level":)" + std::to_string(kLevels[static_cast<std::size_t>(record.level)]) + R"(,"message":)" +
                in_quotes(record.said) + R"(,"name":)" + in_quotes(record.time ? record.name : process) + R"(,"file":"","line":0})";
    return line;
}

const LogTail::Line* LogTail::after(std::uint32_t number) const {
    const auto found = std::find_if(lines_.begin(), lines_.end(), [number](const Line& line) { return line.number > number; });
    return found == lines_.end() ? nullptr : &*found;
}

}  // namespace seqboard::telemetry
