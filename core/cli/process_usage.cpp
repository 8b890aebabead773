#include "core/cli/process_usage.hpp"

#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

namespace seqboard::cli {

namespace {

Duration boot_time_now() {
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::seconds{now.tv_sec} + Duration{now.tv_nsec};
}

}  // namespace

std::optional<ProcessUsage> process_usage(std::uint32_t pid) {
    const std::string path = "/proc/" + std::to_string(pid) + "/stat";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "re"), [](std::FILE* f) { return std::fclose(f); }};
    char line[1024];
    if (pid == 0 || !file || std::fgets(line, sizeof line, file.get()) == nullptr) return std::nullopt;
    const char* const after_name = std::strrchr(line, ')');  // the program's name may hold blanks and brackets
    unsigned long long user = 0, system = 0, start = 0;
    long long pages = 0;
    if (after_name == nullptr ||
        std::sscanf(after_name + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %*d %*d %*d %*d %*d %*d %llu %*u %lld", &user,
                    &system, &start, &pages) != 4)
        return std::nullopt;
    const auto ticks_per_s = static_cast<unsigned long long>(::sysconf(_SC_CLK_TCK));
    const auto ticks = [&](unsigned long long count) {
        return Duration{static_cast<std::int64_t>(count * (1'000'000'000ULL / ticks_per_s))};
    };
    return ProcessUsage{.cpu = ticks(user + system),
                        .lived = boot_time_now() - ticks(start),
                        .rss_bytes = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE))};
}

}  // namespace seqboard::cli
