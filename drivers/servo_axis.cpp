#include "drivers/servo_axis.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

constexpr Duration kShortest = std::chrono::microseconds{300}, kLongest = std::chrono::milliseconds{3};

bool is_servo_pulse(Duration pulse) { return pulse >= kShortest && pulse <= kLongest; }

}  // namespace

ServoAxis::ServoAxis(const char* axis, const ServoCalibration& calibration) : calibration_{calibration} {
    const std::string begin = std::string{"servo "} + axis + ": ";
    if (!is_servo_pulse(calibration.minus_90_deg) || !is_servo_pulse(calibration.plus_90_deg) ||
        calibration.minus_90_deg == calibration.plus_90_deg)
        throw StartError{ExitCode::kConfig, begin + "pulses of " + text_of(calibration.minus_90_deg) + " and " +
                                                text_of(calibration.plus_90_deg) + "; expected two different ones from 300 us to 3 ms"};
    if (!(calibration.min_rad < calibration.max_rad) || !(calibration.speed_rad_s > 0))
        throw StartError{ExitCode::kConfig, begin + "limits from " + std::to_string(calibration.min_rad) + " to " +
                                                std::to_string(calibration.max_rad) + " rad at " + std::to_string(calibration.speed_rad_s) +
                                                " rad/s; expected a smaller and a larger angle, and a speed"};
    if (!is_servo_pulse(pulse(calibration.min_rad)) || !is_servo_pulse(pulse(calibration.max_rad)))
        throw StartError{ExitCode::kConfig, begin + "at its limits the pulses would be " + text_of(pulse(calibration.min_rad)) + " and " +
                                                text_of(pulse(calibration.max_rad)) +
                                                "; expected 300 us to 3 ms: narrow min_rad and max_rad"};
}

float ServoAxis::clamped_rad(float angle_rad) const noexcept { return std::clamp(angle_rad, calibration_.min_rad, calibration_.max_rad); }

Duration ServoAxis::pulse(float angle_rad) const noexcept {
    const float along_ratio = angle_rad / std::numbers::pi_v<float> + 0.5f;
    const auto span_ns = static_cast<float>((calibration_.plus_90_deg - calibration_.minus_90_deg).count());
    return calibration_.minus_90_deg + whole_ns(along_ratio * span_ns);
}

Duration ServoAxis::turn_time(float from_rad, float to_rad) const noexcept {
    return whole_ns(std::abs(to_rad - from_rad) / calibration_.speed_rad_s * 1e9f) + kFrame;
}

}  // namespace seqboard
