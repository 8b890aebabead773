// What a hobby servo makes of the pulses on its signal line.
#pragma once

#include <numbers>

#include "drivers/pwm/emulated_pwm_bank.hpp"
#include "nodes/sim/servo_model.hpp"

namespace seqboard::sim {

/// What can be wrong with it; numbers are an interface, as a simulator's parameters have them.
enum class ServoFault : int {
    kNone = 0,
    kStuck = 1,         ///< its gear is blocked: it stays where it is
    kDisconnected = 2,  ///< no signal: it gives way, which for a head at rest is staying too, and takes no command
    kReversed = 3,      ///< mounted the other way round
};

/// Pulses to angles by the servo's own travel, which a driver's calibration should match. Pulses that no servo takes (outside 0.4 to
/// 2.7 ms) and frames longer than 50 ms leave it where it was told to be.
class ServoInput {
public:
    explicit ServoInput(Duration minus_90_deg = std::chrono::milliseconds{1}, Duration plus_90_deg = std::chrono::milliseconds{2})
        : minus_90_deg_{minus_90_deg}, plus_90_deg_{plus_90_deg} {}

    /// Before the servo's step.
    void apply(const EmulatedPwmBank::Pulse& pulse, ServoModel& servo, ServoFault fault = ServoFault::kNone) const {
        if (fault == ServoFault::kStuck) servo.command(servo.angle_rad());
        else if (fault != ServoFault::kDisconnected && is_signal(pulse))
            servo.command(fault == ServoFault::kReversed ? -angle_rad(pulse.high) : angle_rad(pulse.high));
    }

    static bool is_signal(const EmulatedPwmBank::Pulse& pulse) {
        using std::chrono::microseconds;
        return pulse.period > Duration::zero() && pulse.period <= microseconds{50'000} && pulse.high >= microseconds{400} &&
               pulse.high <= microseconds{2700};
    }

    float angle_rad(Duration high) const {
        const auto along = static_cast<float>((high - minus_90_deg_).count()),
                   span = static_cast<float>((plus_90_deg_ - minus_90_deg_).count());
        return (along / span - 0.5f) * std::numbers::pi_v<float>;
    }

private:
    Duration minus_90_deg_, plus_90_deg_;
};

}  // namespace seqboard::sim
