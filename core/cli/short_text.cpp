#include "core/cli/short_text.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace seqboard::cli {

namespace {

template <class... Numbers>
std::string printed(const char* format, Numbers... numbers) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, numbers...);
    return text.data();
}

}  // namespace

std::string short_number(double number) {
    const double size = std::abs(number);
    return printed(size >= 99.95 || size == 0 ? "%.0f" : size >= 9.995 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.2g", number);
}

std::string short_duration(Duration duration) {
    const auto ns = static_cast<double>(duration.count());
    const double size = std::abs(ns);
    if (size < 999.5) return printed("%.0f ns", ns);
    if (size < 999.5e3) return short_number(ns / 1e3) + " us";
    if (size < 999.5e6) return short_number(ns / 1e6) + " ms";
    if (size < 120e9) return short_number(ns / 1e9) + " s";
    const auto minutes = static_cast<long long>(ns / 60e9);
    if (minutes < 120) return printed("%lld min", minutes);
    return printed("%lld h %lld min", minutes / 60, minutes % 60);
}

std::string short_bytes(std::uint64_t bytes) {
    if (bytes < 1024) return std::to_string(bytes) + " B";
    constexpr std::array kUnits = {" KiB", " MiB", " GiB", " TiB"};
    auto size = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    for (; size >= 1000 && unit + 1 < kUnits.size(); ++unit) size /= 1024;
    return short_number(size) + kUnits[unit];
}

}  // namespace seqboard::cli
