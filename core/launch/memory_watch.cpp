#include "core/launch/memory_watch.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <utility>

#include "core/file_descriptor.hpp"

namespace seqboard {

namespace {

constexpr Duration kInterval = std::chrono::seconds{1};

}  // namespace

std::optional<std::uint64_t> resident_bytes(pid_t pid) {
    const FileDescriptor file{::open(("/proc/" + std::to_string(pid) + "/statm").c_str(), O_RDONLY | O_CLOEXEC)};
    char text[128] = {};
    unsigned long long pages = 0;
    if (!file || ::read(file.get(), text, sizeof text - 1) <= 0 || std::sscanf(text, "%*u %llu", &pages) != 1) return std::nullopt;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::optional<std::uint64_t> MemoryWatch::breach(pid_t pid, std::uint64_t limit_bytes, Time now) {
    if (now - looked_ < kInterval) return std::nullopt;
    looked_ = now;
    const auto used = resident_bytes(pid);
    if (!used) return std::nullopt;
    const bool was_above = std::exchange(above_, *used > limit_bytes);
    return above_ && !was_above ? used : std::nullopt;
}

}  // namespace seqboard
