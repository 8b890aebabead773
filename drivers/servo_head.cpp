#include "drivers/servo_head.hpp"

#include <algorithm>
#include <cmath>

#include "drivers/pwm/open_pwm.hpp"

namespace seqboard {

ServoHead::Servo ServoHead::open(const char* name, const Axis& axis) {
    return {.axis = ServoAxis{name, axis.calibration},
            .output =
                open_pwm(axis.backend, {.output = axis.output, .period = ServoAxis::kFrame, .consumer = std::string{"seqboard "} + name})};
}

ServoHead::ServoHead(const Wiring& wiring) : pan_{open("pan", wiring.pan)}, tilt_{open("tilt", wiring.tilt)}, margin_{wiring.margin} {}

ServoHead::Answer ServoHead::point(float pan_rad, float tilt_rad, Time now) noexcept {
    if (!std::isfinite(pan_rad) || !std::isfinite(tilt_rad)) return Answer::kRefused;
    const float pan = pan_.axis.clamped_rad(pan_rad), tilt = tilt_.axis.clamped_rad(tilt_rad);
    const Answer answer = pan == pan_rad && tilt == tilt_rad ? Answer::kTurns : Answer::kClamped;
    if (known_ && pan == pan_.at_rad && tilt == tilt_.at_rad) return answer;
    // A turn that was under way ends somewhere before its end: what is left of it is added.
    const Duration left = known_ ? std::max(settles_at_ - now, Duration::zero()) : Duration::zero();
    const Duration turn = std::max(way(pan_, pan), way(tilt_, tilt)) + margin_;
    known_ = pan_.output->set_pulse(pan_.axis.pulse(pan)) && tilt_.output->set_pulse(tilt_.axis.pulse(tilt));
    pan_.at_rad = pan;
    tilt_.at_rad = tilt;
    settles_at_ = now + left + turn;
    return known_ ? answer : Answer::kGone;
}

Duration ServoHead::way(const Servo& servo, float to_rad) const noexcept {
    const ServoCalibration& range = servo.axis.calibration();
    return servo.axis.turn_time(known_ ? servo.at_rad : to_rad - (range.max_rad - range.min_rad), to_rad);
}

void ServoHead::relax() noexcept {
    pan_.output->off();
    tilt_.output->off();
    known_ = false;
}

}  // namespace seqboard
