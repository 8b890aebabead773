// One of the sixteen outputs of a PCA9685 on an I2C bus.
#pragma once

#include <memory>
#include <string>

#include "drivers/i2c/i2c_bus.hpp"
#include "drivers/pwm/pca9685_registers.hpp"
#include "drivers/pwm/pwm_output.hpp"

namespace seqboard {

/// Outputs are "0" to "15". All of a chip, whoever holds them, have one period: the first to come wakes the chip with its own, who comes
/// later with another is refused. The last to go, all outputs off, lets it sleep. period() is what the chip makes of the one asked for:
/// 0.983 ms for 1 ms. Zero is zero here, and the whole period is on without a gap.
/// A change takes two transfers, 0.9 ms at 100 kHz and 0.2 ms at 400 kHz; an adapter with SMBus bytes only may give one pulse in between
/// that is a mix of both.
/// The chip is asleep after its power has failed for a moment, all outputs off: the next change finds that, sets it up again and logs it.
/// An output that nobody changes stays off until then. A chip that was put to sleep while outputs ran has RESTART set, and would go on
/// with their pulses (data sheet 7.3.1.1): it begins with all outputs off instead. Pulses within 0.5 ms of waking may be of another length.
class Pca9685Pwm final : public PwmOutput {
public:
    static constexpr std::uint8_t kAddress = 0x40;  ///< with A5 to A0 low or open
    static constexpr std::uint8_t kOutputs = 16;

    /// Throws StartError: as open_i2c() does; kUnavailable if nobody answers or it takes no settings, kConfig for an output or a
    /// period that it does not have, and for a period other than the one it runs at.
    Pca9685Pwm(const std::string& i2c, std::uint8_t address, const PwmRequest& request);
    ~Pca9685Pwm() override;

    const char* backend() const noexcept override { return "pca9685"; }

private:
    bool apply(Duration high) noexcept override;
    void begin();
    bool is_awake() noexcept;
    I2cOutcome set_up(std::uint8_t mode) noexcept;
    bool all_off() noexcept;
    I2cOutcome read(Pca9685Register which, std::uint8_t& byte) noexcept;
    I2cOutcome write(Pca9685Register which, std::uint8_t byte) noexcept;
    I2cOutcome write(const Pca9685Pulse& pulse) noexcept;

    std::string i2c_;
    std::uint8_t address_;
    std::uint8_t first_register_;
    Pca9685Rate rate_;
    std::unique_ptr<I2cBus> bus_;
};

}  // namespace seqboard
