// A motor that is driven and does not turn. Pure.
#pragma once

#include <cmath>
#include <optional>

#include "core/time.hpp"

namespace seqboard {

struct StallLimits {
    float duty_ratio = 0.4f;                         ///< driven at least so much, a free motor turns
    float wheel_rad_s = 0.3f;                        ///< slower than this is standing
    Duration time = std::chrono::milliseconds{500};  ///< for that long; covers a start under load
};

class StallDetector {
public:
    explicit StallDetector(const StallLimits& limits = {}) : limits_{limits} {}

    /// True while the motor has stood for the time although it was driven. A speed that is no number (no encoder) says nothing: false.
    bool step(float duty_ratio, float wheel_rad_s, Time now) noexcept {
        const bool stands = duty_ratio >= limits_.duty_ratio && std::abs(wheel_rad_s) < limits_.wheel_rad_s;
        if (!stands) since_.reset();
        else if (!since_) since_ = now;
        return since_ && now - *since_ >= limits_.time;
    }

private:
    StallLimits limits_;
    std::optional<Time> since_;
};

}  // namespace seqboard
