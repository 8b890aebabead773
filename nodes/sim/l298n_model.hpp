// An emulated L298N: direction lines, EN outputs and the enable line on one side, motors on the other.
#pragma once

#include <array>
#include <optional>

#include "core/messages/wheels.hpp"
#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "drivers/pwm/emulated_pwm_bank.hpp"

namespace seqboard::sim {

/// What can be wrong with one motor; numbers are an interface, as a simulator's parameters have them.
enum class MotorFault : int {
    kNone = 0,
    kDead = 1,          ///< a brush or a wire is broken: it turns freely
    kReversed = 2,      ///< its wires are swapped
    kDisconnected = 3,  ///< EN's wire is off, the bridge's pull-down holds it low: the channel coasts
    kShortedLine = 4,   ///< IN1 is shorted to ground: forward brakes
};

/// Reads what drivers have set and says what the plant's motors get. A plant has one brake flag for both motors: with one channel
/// braked and the other one coasting both are braked.
class L298nModel {
public:
    struct Channel {
        std::size_t pwm;
        std::size_t in1, in2;
    };

    /// Left and right. Without an enable line the bridge is always enabled.
    L298nModel(const EmulatedGpioBank& lines, const EmulatedPwmBank& outputs, const std::array<Channel, 2>& channels,
               std::optional<std::size_t> enable)
        : lines_{lines}, outputs_{outputs}, channels_{channels}, enable_{enable} {}

    void set_fault(std::size_t side, MotorFault fault) noexcept { faults_[side] = fault; }

    MotorDrive drive() const;

private:
    struct Motor {
        float duty_ratio = 0;
        bool shorted = false;
    };
    Motor motor(std::size_t side) const;

    const EmulatedGpioBank& lines_;
    const EmulatedPwmBank& outputs_;
    std::array<Channel, 2> channels_;
    std::optional<std::size_t> enable_;
    std::array<MotorFault, 2> faults_{};
};

}  // namespace seqboard::sim
