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
    float doubted_duty_ratio = 1;   ///< at most, after a stall, until the wheel has turned the way it was told
    float doubted_time_s = 0.3f;    ///< and for so long; then it has stalled again
};

class WheelSpeedControl {
public:
    /// The motor or its encoder has stalled. Where the encoder is what failed, the wheel turns and nobody sees how fast.
    void doubt() { doubted_ = true, proven_m_ = tried_s_ = 0; }

    /// Whether it had its chance since.
    bool stalled_again(const WheelControlConfig& config) const { return doubted_ && tried_s_ >= config.doubted_time_s; }

    /// The duty for this target; -1..1.
    float step(const WheelControlConfig& config, float target_m_s, float speed_m_s, float dt_s) {
        constexpr float kProof_m = 0.01f;
        tried_s_ += dt_s;
        proven_m_ = std::max(0.0f, proven_m_ + std::copysign(dt_s, target_m_s) * speed_m_s);
        doubted_ = doubted_ && proven_m_ < kProof_m;
        const float most = doubted_ ? config.doubted_duty_ratio : 1;
        const float error_ratio = (target_m_s - speed_m_s) / config.full_speed_m_s;
        const float forward = target_m_s == 0 ? 0
                                              : std::copysign(config.dead_band_ratio, target_m_s) +
                                                    target_m_s / config.full_speed_m_s * (1 - config.dead_band_ratio);
        const float integral = integral_ + config.integral_ratio * error_ratio * dt_s;
        const float wanted = forward + config.gain_ratio * error_ratio + integral;
        // Anti-windup: what the bridge cannot give is not remembered.
        if (std::abs(wanted) <= most || std::abs(integral) < std::abs(integral_)) integral_ = integral;
        return std::clamp(wanted, -most, most);
    }
    void reset() { integral_ = 0; }

private:
    float integral_ = 0;
    bool doubted_ = false;
    float tried_s_ = 0;   ///< it was driven since the doubt
    float proven_m_ = 0;  ///< travelled the way it is driven; a count to and fro, as from half an encoder, adds nothing up
};

/// The value nearest to `target` that is not farther than `most` from `from`.
inline float slewed(float from, float target, float most) { return from + std::clamp(target - from, -most, most); }

}  // namespace seqboard
