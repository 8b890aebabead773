// Tells yaws that a turn explains from those that a broken byte made.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/angle.hpp"
#include "core/time.hpp"

namespace seqboard {

/// Refuses a yaw further from the last good one than the body can have turned since. A module that was zeroed or started anew
/// jumps once and stays there: the fifth yaw in a row that agrees with the one before it is good again, so a jump costs
/// four frames and never more.
class YawGate {
public:
    /// `fastest_rad_s`: what the body cannot turn faster than.
    explicit YawGate(float fastest_rad_s) : fastest_rad_s_{fastest_rad_s} {}

    /// True if the yaw is to be used. The first one is. Cost: a few float operations.
    bool accept(float yaw_rad, Time now) noexcept {
        if (!started_ || explains(good_rad_, good_at_, yaw_rad, now) || agrees(yaw_rad, now) >= kConvincing) {
            started_ = true;
            good_rad_ = yaw_rad;
            good_at_ = now;
            agreeing_ = 0;
            return true;
        }
        ++refused_;
        return false;
    }

    /// The next yaw is a first one.
    void restart() noexcept { started_ = false, agreeing_ = 0; }

    std::uint32_t refused() const noexcept { return refused_; }

private:
    static constexpr unsigned kConvincing = 5;
    static constexpr float kMargin_rad = 0.1f;    ///< noise, and frames that were read together
    static constexpr float kLongestGap_s = 0.1f;  ///< after a longer one no yaw would be too far

    bool explains(float from_rad, Time from, float yaw_rad, Time now) const noexcept {
        const float turned_rad = fastest_rad_s_ * std::min(seconds_of(now - from), kLongestGap_s) + kMargin_rad;
        return std::abs(wrapped_rad(yaw_rad - from_rad)) <= turned_rad;
    }

    unsigned agrees(float yaw_rad, Time now) noexcept {
        agreeing_ = agreeing_ > 0 && explains(other_rad_, other_at_, yaw_rad, now) ? agreeing_ + 1 : 1;
        other_rad_ = yaw_rad;
        other_at_ = now;
        return agreeing_;
    }

    float fastest_rad_s_;
    bool started_ = false;
    float good_rad_ = 0;
    Time good_at_{};
    unsigned agreeing_ = 0;  ///< refused yaws in a row that agree with one another
    float other_rad_ = 0;
    Time other_at_{};
    std::uint32_t refused_ = 0;
};

}  // namespace seqboard
