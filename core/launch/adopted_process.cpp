#include "core/launch/adopted_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace seqboard {

namespace {

std::string proc_file(pid_t pid, const char* name) {
    const FileDescriptor file{::open(("/proc/" + std::to_string(pid) + "/" + name).c_str(), O_RDONLY | O_CLOEXEC)};
    std::string text;
    char piece[1024];
    for (ssize_t count = 0; file && (count = ::read(file.get(), piece, sizeof piece)) > 0;)
        text.append(piece, static_cast<std::size_t>(count));
    return text;
}

/// Fields 3 and 22 of /proc/PID/stat (proc(5)): state and start time. Zero: it is gone, or a zombie that waits for its parent.
std::uint64_t start_of(pid_t pid) {
    const std::string stat = proc_file(pid, "stat");
    std::size_t at = stat.rfind(')');  // the program's name may contain anything
    if (at == std::string::npos || at + 2 >= stat.size() || stat[at + 2] == 'Z' || stat[at + 2] == 'X') return 0;
    for (int field = 2; field < 22 && at != std::string::npos; ++field) at = stat.find(' ', at + 1);
    return at == std::string::npos ? 0 : std::strtoull(stat.c_str() + at, nullptr, 10);
}

FileDescriptor open_descriptor(pid_t pid) {
#ifdef SYS_pidfd_open
    return FileDescriptor{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};
#else
    static_cast<void>(pid);
    return FileDescriptor{};
#endif
}

/// Whether it runs the file that is there now: a program that was built anew is another one.
bool runs_file(pid_t pid, const std::string& program) {
    struct stat running {};
    struct stat there {};
    return ::stat(("/proc/" + std::to_string(pid) + "/exe").c_str(), &running) == 0 && ::stat(program.c_str(), &there) == 0 &&
           running.st_dev == there.st_dev && running.st_ino == there.st_ino;
}

}  // namespace

std::vector<std::string> words_of(pid_t pid) {
    const std::string text = proc_file(pid, "cmdline");
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\0', begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

std::optional<AdoptedProcess> AdoptedProcess::find(pid_t pid, const std::vector<std::string>& command_line) {
    FileDescriptor descriptor = open_descriptor(pid);
    const std::uint64_t start = start_of(pid);
    const std::vector<std::string> words = words_of(pid);
    if (start == 0 || words.size() < command_line.size()) return std::nullopt;
    const bool emulated = words.size() > command_line.size();
    if (!std::equal(command_line.rbegin(), command_line.rend(), words.rbegin())) return std::nullopt;
    if (!emulated && !runs_file(pid, command_line.front())) return std::nullopt;
    if (start_of(pid) != start) return std::nullopt;
    return AdoptedProcess{pid, std::move(descriptor), start};
}

bool AdoptedProcess::lives() const {
    if (!descriptor_) return start_of(pid_) == start_;
    pollfd end{descriptor_.get(), POLLIN, 0};
    return ::poll(&end, 1, 0) == 0;
}

}  // namespace seqboard
