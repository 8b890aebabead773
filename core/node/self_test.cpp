#include "core/node/self_test.hpp"

#include <time.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>

namespace seqboard {

namespace {

[[gnu::format(printf, 1, 0)]] std::string formatted(const char* format, std::va_list values) {
    char text[256];
    std::vsnprintf(text, sizeof text, format, values);
    return text;
}

}  // namespace

void SelfTest::check(bool holds, const char* format, ...) {
    std::va_list values;
    va_start(values, format);
    lines.push_back({holds ? Verdict::kOk : Verdict::kFailed, formatted(format, values)});
    va_end(values);
}

bool SelfTest::passed() const noexcept {
    return std::none_of(lines.begin(), lines.end(), [](const Line& line) { return line.verdict == Verdict::kFailed; });
}

std::string sentence(const char* format, ...) {
    std::va_list values;
    va_start(values, format);
    std::string text = formatted(format, values);
    va_end(values);
    return text;
}

std::string text_of(const SelfTest& test) {
    constexpr const char* kWords[] = {"look    ", "ok      ", "FAILED  "};
    std::string text;
    for (const SelfTest::Line& line : test.lines) text += kWords[static_cast<std::size_t>(line.verdict)] + line.sentence + "\n";
    return text;
}

SelfTestClock SelfTestClock::real() {
    return {.now = monotonic_now, .pass = [](Duration duration) {
                const timespec pause{static_cast<time_t>(duration.count() / 1'000'000'000),
                                     static_cast<long>(duration.count() % 1'000'000'000)};
                ::nanosleep(&pause, nullptr);
            }};
}

}  // namespace seqboard
