// Proportional, integral and derivative control of an angle by a rate.
#pragma once

#include <algorithm>
#include <cmath>

namespace seqboard {

struct PidConfig {
    float gain_per_s = 0;        ///< rate per angle of error
    float integral_time_s = 0;   ///< the integral of a lasting error equals the proportional part after this time; zero: no integral
    float derivative_ratio = 0;  ///< rate per rate of the error
    float most_rad_s = 0;        ///< the output's bound, both ways
};

/// The textbook's controller with a bounded output and clamping against windup (Astrom and Hagglund, "Advanced PID Control", 2006,
/// sections 3.3 and 3.5). The error's rate is handed in as measured, never differenced from the error: a gyro has it with less noise.
class PidController {
public:
    float step(const PidConfig& config, float error_rad, float error_rate_rad_s, float dt_s) noexcept {
        const float integral =
            config.integral_time_s > 0 ? integral_rad_s_ + config.gain_per_s / config.integral_time_s * error_rad * dt_s : 0.0f;
        const float wanted = config.gain_per_s * error_rad + integral + config.derivative_ratio * error_rate_rad_s;
        // What is beyond the bound is not remembered, unless it leads back.
        if (std::abs(wanted) <= config.most_rad_s || std::abs(integral) < std::abs(integral_rad_s_)) integral_rad_s_ = integral;
        return std::clamp(wanted, -config.most_rad_s, config.most_rad_s);
    }
    void reset() noexcept { integral_rad_s_ = 0; }

private:
    float integral_rad_s_ = 0;
};

}  // namespace seqboard
