#include "drivers/pwm/s3c2440_timer.hpp"

#include <algorithm>

namespace seqboard {

namespace {

constexpr std::uint32_t kMostTicks = 0xffff, kFewestTicks = 100;  // 0xffff itself is the count that is never met
constexpr std::uint32_t kNeverMet = 0xffff;

}  // namespace

std::optional<TimerRate> TimerRate::of(std::uint32_t peripheral_hz, Duration period, unsigned present_prescaler, bool prescaler_is_shared) {
    const unsigned first = prescaler_is_shared ? present_prescaler : 0, last = prescaler_is_shared ? present_prescaler : 255;
    std::optional<TimerRate> finest;
    for (unsigned prescaler = first; prescaler <= last; ++prescaler)
        for (unsigned divider = 0; divider < 4; ++divider) {
            const std::uint64_t cycles = (prescaler + 1) * (std::uint64_t{2} << divider);
            const auto ticks = static_cast<std::uint64_t>(period.count()) * peripheral_hz / (cycles * 1'000'000'000u);
            if (ticks < kFewestTicks || ticks > kMostTicks || (finest && ticks <= finest->ticks)) continue;
            finest = TimerRate{prescaler, divider, static_cast<std::uint32_t>(ticks),
                               static_cast<float>(cycles) * 1e9f / static_cast<float>(peripheral_hz)};
        }
    return finest;
}

std::uint32_t TimerRate::compare_value(Duration high) const noexcept {
    const float wanted = static_cast<float>(high.count()) / tick_ns + 0.5f;
    const auto high_ticks = static_cast<std::uint32_t>(std::clamp(wanted, 1.0f, static_cast<float>(ticks)));
    return high_ticks == ticks ? kNeverMet : ticks - high_ticks - 1;
}

}  // namespace seqboard
