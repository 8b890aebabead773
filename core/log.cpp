#include "core/log.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace seqboard {

namespace {

thread_local char log_name[48] = "seqboard";

constexpr const char* kLevelText[] = {"", "warning: ", "error: "};

}  // namespace

void set_log_name(std::string_view name) {
    const std::size_t size = std::min(name.size(), sizeof log_name - 1);
    std::memcpy(log_name, name.data(), size);
    log_name[size] = '\0';
}

void log_line(LogLevel level, const char* format, ...) noexcept {
    char line[512];
    const std::int64_t us = std::chrono::duration_cast<std::chrono::microseconds>(monotonic_now().time_since_epoch()).count();
    const int head = std::snprintf(line, sizeof line, "%lld.%06lld %s: %s", static_cast<long long>(us / 1'000'000),
                                   static_cast<long long>(us % 1'000'000), log_name, kLevelText[static_cast<int>(level)]);
    std::va_list arguments;
    va_start(arguments, format);
    const int body = std::vsnprintf(line + head, sizeof line - static_cast<std::size_t>(head) - 1, format, arguments);
    va_end(arguments);
    const std::size_t size = std::min(sizeof line - 2, static_cast<std::size_t>(head + std::max(body, 0)));
    line[size] = '\n';
    if (::write(STDERR_FILENO, line, size + 1) < 0) return;  // a full or closed log never stops a node
}

}  // namespace seqboard
