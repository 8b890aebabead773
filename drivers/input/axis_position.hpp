// An axis of an input device: where it is, and between what.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace seqboard {

/// In the device's own counts, as EVIOCGABS gives them.
struct AxisPosition {
    std::int32_t value = 0;
    std::int32_t minimum = 0;
    std::int32_t maximum = 0;
    std::int32_t flat = 0;  ///< so far from the middle it still means the middle
};

/// -1..1. Zero within the dead zone (a share of the way from the middle to an end; the device's own `flat` if that is wider), and from
/// its edge on without a jump. An axis without a range is at zero.
inline float axis_ratio(const AxisPosition& axis, float dead_zone_ratio) noexcept {
    const float half = (static_cast<float>(axis.maximum) - static_cast<float>(axis.minimum)) / 2;
    if (!(half > 0)) return 0;
    const float middle = (static_cast<float>(axis.maximum) + static_cast<float>(axis.minimum)) / 2;
    const float away = std::clamp((static_cast<float>(axis.value) - middle) / half, -1.0f, 1.0f);
    const float dead = std::clamp(static_cast<float>(axis.flat) / half, dead_zone_ratio, 0.9f);
    return std::abs(away) <= dead ? 0 : std::copysign((std::abs(away) - dead) / (1 - dead), away);
}

}  // namespace seqboard
