#include "nodes/telemetry/log_tail.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "core/file_descriptor.hpp"
#include "core/schema/element_text.hpp"

namespace seqboard::telemetry {

namespace {

constexpr std::size_t kKept = 200;
constexpr std::int64_t kAtOnce = 4096;  ///< of one file; of a file that grows faster what is between is left out
constexpr std::string_view kEnding = ".log";
constexpr std::int64_t kNs_per_s = 1'000'000'000;

/// The words of log_line(), and foxglove.Log's numbers for them.
struct Level {
    std::string_view word;
    int number;
};
constexpr int kInfo = 2;
constexpr std::array<Level, 2> kLevels = {{{"warning: ", 3}, {"error: ", 4}}};

/// "12.345678 " at the front, which it takes away; nothing if it is not there.
std::int64_t take_ns(std::string_view& text) {
    constexpr std::size_t kDecimals = 6;
    std::int64_t s = 0, us = 0;
    const auto [point, fault] = std::from_chars(text.data(), text.data() + text.size(), s);
    const auto at = static_cast<std::size_t>(point - text.data());
    if (fault != std::errc{} || s < 0 || text.size() < at + kDecimals + 2 || text[at] != '.' || text[at + kDecimals + 1] != ' ') return 0;
    const char* const end = point + 1 + kDecimals;
    if (std::from_chars(point + 1, end, us).ptr != end || s > INT64_MAX / kNs_per_s - 1) return 0;
    text.remove_prefix(at + kDecimals + 2);
    return s * kNs_per_s + us * 1000;
}

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
    Line line = parse_line(text, process);
    line.number = ++count_;
    lines_.push_back(std::move(line));
    if (lines_.size() > kKept) lines_.pop_front();
}

LogTail::Line LogTail::parse_line(std::string_view text, std::string_view process) {
    const std::int64_t ns = take_ns(text);
    std::string_view name = process;
    if (const std::size_t colon = text.find(": "); ns != 0 && colon != std::string_view::npos) {
        name = text.substr(0, colon);
        text.remove_prefix(colon + 2);
    }
    int level = kInfo;
    for (const Level& known : kLevels) {
        if (!text.starts_with(known.word)) continue;
        level = known.number;
        text.remove_prefix(known.word.size());
    }
    Line line;
    line.time = Time{Duration{ns}};
    line.json = R"({"timestamp":{"sec":)" + std::to_string(ns / kNs_per_s) + R"(,"nsec":)" + std::to_string(ns % kNs_per_s) +
                R"(},"level":)" + std::to_string(level) + R"(,"message":)" + in_quotes(text) + R"(,"name":)" + in_quotes(name) +
                R"(,"file":"","line":0})";
    return line;
}

const LogTail::Line* LogTail::after(std::uint32_t number) const {
    const auto found = std::find_if(lines_.begin(), lines_.end(), [number](const Line& line) { return line.number > number; });
    return found == lines_.end() ? nullptr : &*found;
}

}  // namespace seqboard::telemetry
