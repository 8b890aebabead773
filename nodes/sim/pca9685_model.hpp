// A PCA9685 as its register file: the real driver talks to it over an emulated I2C bus.
#pragma once

#include <mutex>

#include "drivers/i2c/i2c_bus.hpp"
#include "drivers/pwm/emulated_pwm_bank.hpp"
#include "drivers/pwm/pca9685_registers.hpp"

namespace seqboard::sim {

/// What can be wrong with it; a parameter of the simulator, so the numbers are an interface. A brown-out happens when it is set, being
/// unplugged lasts until it is taken back.
enum class PwmChipFault : int {
    kNone = 0,
    kUnplugged = 1,  ///< no acknowledge; back on its plug it is in its power-on state
    kBrownOut = 2,   ///< its power failed for a moment: asleep, every output off
};

/// Registers as in the data sheet: power-on values, sleep, auto-increment, the prescaler that moves in sleep only, always on and always
/// off, ALL_LED registers, and RESTART, without which outputs that ran stay off after a sleep. The oscillator is exact and starts at once.
class Pca9685Model {
public:
    Pca9685Model() { power_on(); }

    void set_fault(PwmChipFault fault);

    /// What an output drives, of sixteen.
    EmulatedPwmBank::Pulse pulse(unsigned output) const;

    /// What the bus calls, from its own thread.
    I2cOutcome transfer(std::span<const std::uint8_t> written, std::span<std::uint8_t> read);

private:
    void power_on();
    void write(std::uint8_t byte);
    void write_mode1(std::uint8_t byte);
    void go_on();
    bool any_on() const;
    bool is_asleep() const { return (at(Pca9685Register::kMode1) & kPca9685Sleep) != 0; }
    std::uint8_t& at(Pca9685Register which) { return registers_[static_cast<std::size_t>(which)]; }
    std::uint8_t at(Pca9685Register which) const { return registers_[static_cast<std::size_t>(which)]; }

    mutable std::mutex mutex_;  ///< between the simulator and the bus's thread
    std::array<std::uint8_t, 256> registers_{};
    std::uint8_t pointer_ = 0;
    PwmChipFault fault_ = PwmChipFault::kNone;
};

}  // namespace seqboard::sim
