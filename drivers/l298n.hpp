// Two motors on an L298N, or a bridge like it.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "drivers/gpio/gpio_lines.hpp"
#include "drivers/motor_shaper.hpp"
#include "drivers/pwm/pwm_output.hpp"
#include "drivers/stall_detector.hpp"

namespace seqboard {

/// Facts (L298 data sheet): 46 V, 2 A for each motor; some 2 V are lost in it. EN high: IN1/IN2 = 1/0 turns forward, 0/1 backward, equal
/// shorts the motor. EN low: the motor coasts. It commutates up to 25 kHz, 40 at most; PWM goes to EN, at 1 to 20 kHz.
/// The S3C2440 has no PWM of 0 %: coasting is EN off and both IN low, so that the tick that is left shorts and does not drive.
/// A command has a deadline: the first step past it drops the motor-enable line and lets both motors coast, as the destructor does. A
/// program that is killed can do neither: its PWM goes on. Put a pull-down on the enable line, and let the supervisor hold it.
/// One thread. step() makes a system call only for what changed.
class L298n {
public:
    struct Channel {
        std::string pwm;  ///< output on EN, as open_pwm() takes it
        std::string in1, in2;
        bool reversed = false;  ///< the motor's wires are swapped, or it is mounted the other way round
    };
    struct Wiring {
        std::string gpio_backend = "auto";  ///< as open_gpio() takes it
        std::string pwm_backend = "auto";   ///< as open_pwm() takes it
        std::array<Channel, 2> channels;    ///< left, right
        std::string enable;                 ///< line that is high while a command holds; empty: there is none
        Duration pwm_period = std::chrono::milliseconds{1};
        MotorShaping shaping{};
        StallLimits stall{};
    };

    /// What is known in a step. NaN: not known.
    struct Feedback {
        float battery_volt = std::numeric_limits<float>::quiet_NaN();
        std::array<float, 2> wheel_rad_s{std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::quiet_NaN()};
    };

    /// Both motors coast, the enable line is low. Throws StartError as open_gpio() and open_pwm() do; kConfig for a dead time shorter
    /// than a PWM period, which EN may need to fall.
    explicit L298n(const Wiring& wiring);
    L298n(const L298n&) = delete;
    L298n& operator=(const L298n&) = delete;
    ~L298n() { coast(); }

    /// What the motors shall do from the next step on, until `valid_until`. False, and they are released, for a ratio that is no number
    /// from -1 to 1.
    bool command(const std::array<MotorDemand, 2>& demands, Time valid_until) noexcept;

    /// From the next step on both coast and the enable line is low.
    void release() noexcept { commanded_ = false; }

    /// Drives. False if a line or an output did not take what it was told: both motors are released, as far as that goes.
    bool step(Time now, const Feedback& feedback) noexcept;
    bool step(Time now) noexcept { return step(now, Feedback{}); }

    /// Whether a command holds, as of the last step.
    bool enabled() const noexcept { return enabled_; }
    const BridgeDrive& drive(std::size_t side) const noexcept { return motors_[side].drive; }

    /// The motor is driven and its wheel stands. It is still driven: what to do about it is the caller's.
    bool stalled(std::size_t side) const noexcept { return motors_[side].stalled; }

private:
    struct Motor {
        std::unique_ptr<PwmOutput> pwm;
        std::unique_ptr<GpioLines> direction;  ///< IN1, IN2
        bool reversed = false;
        MotorShaper shaper;
        StallDetector stall;
        MotorDemand demand;
        BridgeDrive drive;
        bool known = true;  ///< the bridge took `drive`
        bool stalled = false;
    };
    static Motor open(const Wiring& wiring, const Channel& channel);
    bool apply(Motor& motor, const BridgeDrive& drive) noexcept;
    bool enable(bool on) noexcept;
    bool coast() noexcept;

    std::array<Motor, 2> motors_;
    std::unique_ptr<GpioLines> enable_;
    Time valid_until_{};
    bool commanded_ = false;
    bool enabled_ = false;
};

}  // namespace seqboard
