// Angles, radians.
#pragma once

#include <cmath>
#include <numbers>

namespace seqboard {

/// The same direction within -pi..pi.
inline float wrapped_rad(float angle_rad) {
    constexpr float kTurn = 2 * std::numbers::pi_v<float>;
    return angle_rad - kTurn * std::round(angle_rad / kTurn);
}

}  // namespace seqboard
