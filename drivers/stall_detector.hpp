// A motor that is driven and does not turn, or whose encoder says so. Pure.
#pragma once

#include <cmath>

#include "core/time.hpp"

namespace seqboard {

struct StallLimits {
    float duty_ratio = 0.4f;                         ///< driven at least so much, a free motor turns
    float wheel_rad_s = 0.3f;                        ///< slower than this on average is standing
    Duration time = std::chrono::milliseconds{500};  ///< for that long; covers a start under load
};

/// Looks at how far the wheel has turned the way it is driven, not at how fast it is: an encoder of which one line is off counts up and
/// down by one for ever, one whose lines are swapped counts backward, and both are found as if the wheel stood.
class StallDetector {
public:
    explicit StallDetector(const StallLimits& limits = {}) : limits_{limits} {}

    /// `forward_rad_s`: positive the way it is driven. True while the motor has not turned for the time although it was driven. A speed
    /// that is no number (no encoder) says nothing: false.
    bool step(float duty_ratio, float forward_rad_s, Time now) noexcept {
        const bool driven = duty_ratio >= limits_.duty_ratio && !std::isnan(forward_rad_s);
        turned_rad_ = std::fmax(0.0f, turned_rad_ + forward_rad_s * seconds_of(now - last_));  // rolling back is no debt
        if (!driven || !driven_ || turned_rad_ >= limits_.wheel_rad_s * seconds_of(limits_.time)) {
            since_ = now;
            turned_rad_ = 0;
        }
        driven_ = driven;
        last_ = now;
        return driven && now - since_ >= limits_.time;
    }

private:
    StallLimits limits_;
    bool driven_ = false;
    Time since_{};  ///< when it was last seen to turn, or to be driven at first
    Time last_{};
    float turned_rad_ = 0;  ///< since then
};

}  // namespace seqboard
