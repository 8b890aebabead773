// One hobby servo: angles to pulses, and how long a turn takes. Pure.
#pragma once

#include "core/time.hpp"

namespace seqboard {

/// Nominal are 1 to 2 ms for a quarter turn to either side; many cheap servos (the SG90's kin) want 0.5 to 2.5 ms. Find the two pulses
/// for each servo, with its horn on.
struct ServoCalibration {
    Duration minus_90_deg = std::chrono::microseconds{1000};  ///< the pulse at -pi/2; longer than the other one if it turns that way
    Duration plus_90_deg = std::chrono::microseconds{2000};   ///< the pulse at +pi/2
    float min_rad = -1.57f;                                   ///< where the mechanics end, not the servo
    float max_rad = 1.57f;
    float speed_rad_s = 8.7f;  ///< 0.12 s for 60 degrees
};

class ServoAxis {
public:
    static constexpr Duration kFrame = std::chrono::milliseconds{20};

    /// Throws StartError{kConfig}, naming `axis`, for pulses that no servo takes (outside 0.3 to 3 ms, or equal) or limits that are none.
    ServoAxis(const char* axis, const ServoCalibration& calibration);

    float clamped_rad(float angle_rad) const noexcept;

    /// Angles within the limits.
    Duration pulse(float angle_rad) const noexcept;

    /// From one angle to another: the turn at the servo's speed, and the frame that it waits for.
    Duration turn_time(float from_rad, float to_rad) const noexcept;

    const ServoCalibration& calibration() const noexcept { return calibration_; }

private:
    ServoCalibration calibration_;
};

}  // namespace seqboard
