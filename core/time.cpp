#include "core/time.hpp"

#include <time.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace seqboard {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t ns;
};
constexpr Unit kUnits[] = {
    {"ns", 1}, {"us", 1'000}, {"ms", 1'000'000}, {"s", 1'000'000'000}, {"min", 60'000'000'000}, {"h", 3'600'000'000'000}};
constexpr std::size_t kLargestPrintedUnit = 3;  // seconds

}  // namespace

Time monotonic_now() noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return Time{std::chrono::seconds{now.tv_sec} + Duration{now.tv_nsec}};
}

std::optional<Duration> parse_duration(std::string_view text) {
    if (text == "forever") return kForever;
    const std::string copy{text};
    char* end = nullptr;
    const double number = std::strtod(copy.c_str(), &end);
    if (end == copy.c_str() || !std::isfinite(number) || number < 0) return std::nullopt;
    while (*end == ' ') ++end;
    const std::string_view name{end, copy.c_str() + copy.size()};  // to the end of the text, whatever is in it
    for (const Unit& unit : kUnits) {
        if (unit.name != name) continue;
        const double ns = number * static_cast<double>(unit.ns);
        if (ns > 9e18) return std::nullopt;
        return Duration{std::llround(ns)};
    }
    return std::nullopt;
}

std::string text_of(Duration duration) {
    if (duration == kForever) return "forever";
    const std::int64_t ns = duration.count();
    const Unit* unit = &kUnits[0];
    for (std::size_t i = 1; i <= kLargestPrintedUnit; ++i)
        if (std::llabs(ns) >= kUnits[i].ns) unit = &kUnits[i];
    char text[48];
    std::snprintf(text, sizeof text, "%.6g %s", static_cast<double>(ns) / static_cast<double>(unit->ns), unit->name.data());
    return text;
}

}  // namespace seqboard
