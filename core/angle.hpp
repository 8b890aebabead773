// Angles, radians.
#pragma once

#include <cmath>
#include <limits>
#include <numbers>

namespace seqboard {

/// The same direction within -pi..pi.
inline float wrapped_rad(float angle_rad) {
    constexpr float kTurn = 2 * std::numbers::pi_v<float>;
    return angle_rad - kTurn * std::round(angle_rad / kTurn);
}

struct SineCosine {
    float sine = 0;
    float cosine = 0;
};

/// Both at once, in float alone: a C library's sinf() may compute with double (musl's does), which a core without floating point pays
/// for several times over. Within 2e-7 of the truth for angles within a thousand radians; NaN for what is no angle or beyond a million.
/// The nearest quarter turn is taken off in three parts, so that none of the angle's bits is lost (Cody and Waite, "Software Manual for
/// the Elementary Functions", 1980, section 2.4); the rest, an eighth of a turn at most, goes into Taylor's series.
inline SineCosine sine_cosine(float angle_rad) {
    constexpr float kQuarter = std::numbers::pi_v<float> / 2;
    constexpr float kQuarterHigh = 0x1.92p0f, kQuarterMiddle = 0x1.fb4p-12f, kQuarterLow = 0x1.4442d2p-24f;  // their sum is pi / 2
    if (!(std::abs(angle_rad) < 1e6f)) return {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::quiet_NaN()};
    const float quarters = std::round(angle_rad / kQuarter);
    const float x = ((angle_rad - quarters * kQuarterHigh) - quarters * kQuarterMiddle) - quarters * kQuarterLow;
    const float square = x * x;
    const float sine = x - x * square * (1.0f / 6 - square * (1.0f / 120 - square * (1.0f / 5040 - square * (1.0f / 362880))));
    const float cosine = 1 - square * (0.5f - square * (1.0f / 24 - square * (1.0f / 720 - square * (1.0f / 40320))));
    switch (static_cast<unsigned>(static_cast<int>(quarters)) % 4) {
        case 0: return {sine, cosine};
        case 1: return {cosine, -sine};
        case 2: return {-sine, -cosine};
        default: return {-cosine, sine};
    }
}

}  // namespace seqboard
