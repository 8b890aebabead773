#include "core/deploy/target_facts.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cstdlib>

#include "core/deploy/durable.hpp"

namespace seqboard::deploy {

namespace {

/// "MemFree:   1234 kB"; zero if the kernel does not say.
std::uint64_t kilobytes(const std::string& meminfo, const char* key) {
    const std::size_t line = meminfo.find(key);
    return line == std::string::npos ? 0 : std::strtoull(meminfo.c_str() + line + std::char_traits<char>::length(key), nullptr, 10);
}

}  // namespace

std::uint64_t free_storage_bytes(const std::string& path) {
    struct statvfs status {};
    if (::statvfs(path.c_str(), &status) != 0) return 0;
    return std::uint64_t{status.f_bavail} * status.f_frsize;
}

std::uint64_t free_memory_bytes() {
    const std::string meminfo = text_of_file("/proc/meminfo");
    const std::uint64_t available = kilobytes(meminfo, "MemAvailable:");  // since Linux 3.14
    return 1024 * (available != 0 ? available : kilobytes(meminfo, "MemFree:") + kilobytes(meminfo, "Cached:"));
}

std::vector<std::string> absent_devices(const std::vector<std::string>& paths) {
    std::vector<std::string> absent;
    for (const std::string& path : paths) {
        struct stat status {};
        if (::stat(path.c_str(), &status) != 0 || (!S_ISCHR(status.st_mode) && !S_ISBLK(status.st_mode))) absent.push_back(path);
    }
    return absent;
}

}  // namespace seqboard::deploy
