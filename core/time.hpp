// Time on a board: nanoseconds of CLOCK_MONOTONIC, or of the simulation when a node set runs on a simulated clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace seqboard {

using Duration = std::chrono::nanoseconds;

/// The clock every stamp on a board belongs to. It has no now(): a node takes the time from its Tick, once per step,
/// because on ARMv4/v5 each look at the clock is a system call and because a simulation brings its own time.
struct BoardClock {
    using duration = Duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<BoardClock, Duration>;
    static constexpr bool is_steady = true;
};
using Time = BoardClock::time_point;

/// A maximum age that no sample exceeds: for values that stay true until they are replaced, such as a map.
inline constexpr Duration kForever = Duration::max();

/// CLOCK_MONOTONIC. Safety timers use this, never simulated time. Cost: one system call on ARMv4/v5.
Time monotonic_now() noexcept;

constexpr Time time_from_ns(std::uint64_t ns) { return Time{Duration{static_cast<std::int64_t>(ns)}}; }
constexpr std::uint64_t ns_of(Time time) { return static_cast<std::uint64_t>(time.time_since_epoch().count()); }
constexpr float seconds_of(Duration duration) { return std::chrono::duration<float>(duration).count(); }

/// That many nanoseconds, the fraction cut off; from -100 to 100 days. Goes by way of 32 bits: the compiler's own way from float to 64 of
/// them computes with double where there is no floating-point unit.
constexpr Duration whole_ns(float ns) {
    constexpr float kHigh_ns = 0x1p24f;
    const auto high = static_cast<std::int32_t>(ns / kHigh_ns);
    return Duration{std::int64_t{high} * (1 << 24) + static_cast<std::int32_t>(ns - static_cast<float>(high) * kHigh_ns)};
}

/// "250ms", "1.5s", "20us", "40 ms", "forever". Nothing if the text is not a duration: a bare number has no unit.
std::optional<Duration> parse_duration(std::string_view text);

/// The shortest exact way to write a duration, for people: "250 ms", "1.5 s", "forever".
std::string text_of(Duration duration);

}  // namespace seqboard
