// A motor that is driven and does not turn, or whose encoder says so. Pure.
#pragma once

#include <cmath>

#include "core/time.hpp"

namespace seqboard {

struct StallLimits {
    float duty_ratio = 0.4f;                         ///< driven at least so much, a free motor turns
    float wheel_rad_s = 0.3f;                        ///< slower than this on average is standing
    Duration time = std::chrono::milliseconds{500};  ///< for that long; covers a start under load
    float braking_rad_s2 = 60;                       ///< faster no driven wheel slows down unless something holds it
    float turning_rad_s = 3;                         ///< what should still turn at least so fast by that, and does not turn a quarter of it
    Duration fall_time = std::chrono::milliseconds{80};  ///< for that long, has been stopped, or its encoder has
};

/// Looks at how far the wheel has turned the way it is driven, not at how fast it is: an encoder of which one line is off counts up and
/// down by one for ever, one whose lines are swapped counts backward, and both are found as if the wheel stood. A wheel in motion that is
/// at once not, while it is driven, is found sooner: a speed control that believed it would drive it faster and faster.
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
        const bool fell = falls(forward_rad_s, now) && driven;
        driven_ = driven;
        last_ = now;
        return fell || (driven && now - since_ >= limits_.time);
    }

private:
    bool falls(float forward_rad_s, Time now) noexcept {
        expected_rad_s_ = std::fmax(forward_rad_s, expected_rad_s_ - limits_.braking_rad_s2 * seconds_of(now - last_));
        const bool turns = expected_rad_s_ < limits_.turning_rad_s || forward_rad_s >= 0.25f * expected_rad_s_;
        if (turns || !driven_) turned_at_ = now;
        return now - turned_at_ >= limits_.fall_time;
    }

    StallLimits limits_;
    bool driven_ = false;
    Time since_{};  ///< when it was last seen to turn, or to be driven at first
    Time last_{};
    float turned_rad_ = 0;      ///< since then
    float expected_rad_s_ = 0;  ///< it turns at least so fast, unless held
    Time turned_at_{};          ///< when it last did
};

}  // namespace seqboard
