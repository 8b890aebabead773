// From what a motor is asked to do to what its bridge is told, step by step. Pure; no I/O, no clock.
#pragma once

#include <limits>

#include "core/time.hpp"

namespace seqboard {

/// What half of a dual H-bridge does.
enum class BridgeState : std::uint8_t {
    kCoast,  ///< nothing drives, nothing shorts
    kBrake,  ///< the motor is shorted
    kForward,
    kReverse,
};

struct BridgeDrive {
    BridgeState state = BridgeState::kCoast;
    float duty_ratio = 0;  ///< 0..1, of the supply; 1 while braking
    bool operator==(const BridgeDrive&) const = default;
};

struct MotorDemand {
    float ratio = 0;    ///< -1..1, forward positive
    bool brake = true;  ///< what zero means: shorted, or coasting
};

struct MotorShaping {
    float slew_ratio_s = 8;                             ///< most change of the ratio in a second; stopping is not limited
    Duration dead_time = std::chrono::milliseconds{5};  ///< coasting before the current may turn, and after braking
    float dead_band_ratio = 0;                          ///< duty below which the motor does not turn: ratios begin above it
    float nominal_volt = 0;                             ///< the battery's for which the ratios are meant; zero: do not compensate
    float bridge_drop_volt = 1.8f;                      ///< lost in the bridge: L298N, two saturated bipolar transistors
};

class MotorShaper {
public:
    explicit MotorShaper(const MotorShaping& shaping = {}) : shaping_{shaping} {}

    /// `demand.ratio` is a number from -1 to 1. `battery_volt` NaN: not known, not compensated. The first step begins at rest.
    BridgeDrive step(const MotorDemand& demand, Time now, float battery_volt = std::numeric_limits<float>::quiet_NaN()) noexcept;

    /// Coasts at once; what follows begins at rest.
    BridgeDrive release(Time now) noexcept;

private:
    bool must_rest(BridgeState wanted, Time now) const noexcept;
    float duty_ratio(float battery_volt) const noexcept;

    MotorShaping shaping_;
    float ratio_ = 0;  ///< what is driven now, before dead band and voltage
    Time stepped_at_{};
    bool stepped_ = false;
    BridgeState active_ = BridgeState::kCoast;  ///< the last state in which current flowed, and when
    Time active_at_{};
};

}  // namespace seqboard
