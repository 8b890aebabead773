// The two-axis head that carries the sonar: two hobby servos.
#pragma once

#include <memory>
#include <string>

#include "drivers/pwm/pwm_output.hpp"
#include "drivers/servo_axis.hpp"

namespace seqboard {

/// Servos report nothing: where the head is, is where it was told to be, once the time for the way has passed. At the beginning nobody
/// knows where it is, so the first way counts as the whole range. Pulses come every 20 ms; without them a servo gives way, which is the
/// safe output: a head that is stuck does not burn its motor. Left and up are positive. One thread.
class ServoHead {
public:
    struct Axis {
        std::string output;  ///< as open_pwm() takes it
        std::string backend = "auto";
        ServoCalibration calibration{};
    };
    struct Wiring {
        Axis pan, tilt;
        Duration margin = std::chrono::milliseconds{10};  ///< until what the head carries does not swing any more
    };

    /// No pulses until the first point(). Throws StartError as open_pwm() does, and for a calibration that is none.
    explicit ServoHead(const Wiring& wiring);

    enum class Answer : std::uint8_t {
        kTurns,
        kClamped,  ///< turns to the limit, which is nearer
        kRefused,  ///< no number; the head stays
        kGone,     ///< an output did not take its pulse
    };

    /// Turns both axes. The same angles again cost nothing.
    Answer point(float pan_rad, float tilt_rad, Time now) noexcept;

    /// The head stands where pan_rad() and tilt_rad() say. False before the first point(), and while it is relaxed.
    bool settled(Time now) const noexcept { return known_ && now >= settles_at_; }

    /// No pulses any more: the servos give way. What comes next counts as the whole range.
    void relax() noexcept;

    float pan_rad() const noexcept { return pan_.at_rad; }
    float tilt_rad() const noexcept { return tilt_.at_rad; }
    const ServoAxis& pan() const noexcept { return pan_.axis; }
    const ServoAxis& tilt() const noexcept { return tilt_.axis; }

private:
    struct Servo {
        ServoAxis axis;
        std::unique_ptr<PwmOutput> output;
        float at_rad = 0;  ///< told to be
    };
    static Servo open(const char* name, const Axis& axis);
    Duration way(const Servo& servo, float to_rad) const noexcept;

    Servo pan_, tilt_;
    Duration margin_;
    Time settles_at_{};
    bool known_ = false;
};

}  // namespace seqboard
