// Keeps one wheel at its speed: feed-forward plus PI, with anti-windup.
#pragma once

#include <algorithm>
#include <cmath>

namespace seqboard {

struct WheelControlConfig {
    float full_speed_m_s = 0.70f;   ///< what full duty gives
    float dead_band_ratio = 0.10f;  ///< duty below which the wheel does not turn
    float gain_ratio = 0.6f;        ///< duty per full speed of error
    float integral_ratio = 3.0f;    ///< duty per second and full speed of error
};

class WheelSpeedControl {
public:
    /// The duty for this target; -1..1.
    float step(const WheelControlConfig& config, float target_m_s, float speed_m_s, float dt_s) {
        const float error_ratio = (target_m_s - speed_m_s) / config.full_speed_m_s;
        const float forward = target_m_s == 0 ? 0
                                              : std::copysign(config.dead_band_ratio, target_m_s) +
                                                    target_m_s / config.full_speed_m_s * (1 - config.dead_band_ratio);
        const float integral = integral_ + config.integral_ratio * error_ratio * dt_s;
        const float wanted = forward + config.gain_ratio * error_ratio + integral;
        // Anti-windup: what the bridge cannot give is not remembered.
        if (std::abs(wanted) <= 1 || std::abs(integral) < std::abs(integral_)) integral_ = integral;
        return std::clamp(wanted, -1.0f, 1.0f);
    }
    void reset() { integral_ = 0; }

private:
    float integral_ = 0;
};

/// The value nearest to `target` that is not farther than `most` from `from`.
inline float slewed(float from, float target, float most) { return from + std::clamp(target - from, -most, most); }

}  // namespace seqboard
