// An MPU-6050 (gyro, accelerometer) on an I2C bus.
#pragma once

#include <memory>
#include <string>

#include "core/time.hpp"
#include "drivers/gyro_bias.hpp"
#include "drivers/i2c/i2c_bus.hpp"
#include "drivers/mpu6050_registers.hpp"

namespace seqboard {

enum class Mpu6050State : std::uint8_t {
    kPowerOn,    ///< not started yet, or it has lost its power for a moment: asleep, nothing configured
    kResetting,  ///< restart() has begun
    kSettling,   ///< configured; its clock and filters come to rest
    kRunning,
    kSilent,   ///< does not answer
    kForeign,  ///< answers with another identity: another chip, or noise on the wires
    kFrozen,   ///< repeats one sample
};

struct Mpu6050Counts {
    std::uint32_t samples = 0;
    std::uint32_t bus_errors = 0;  ///< transfers that failed
    std::uint32_t garbled = 0;     ///< samples dropped because they could not be true
    std::uint32_t starts = 0;      ///< resets sent by restart()
};

/// Set to 500 samples a second, filtered to 44 Hz, 500 deg/s, 4 g. It never waits but for the wires, see I2cBus: 0.2 s of resetting
/// and settling pass between polls. A fault stays until restart(). One thread.
class Mpu6050 {
public:
    static constexpr std::uint8_t kAddress = 0x68;        ///< with the pin AD0 low or open
    static constexpr std::uint8_t kSecondAddress = 0x69;  ///< AD0 high

    /// Opens the bus and asks for the chip's identity; it starts at the first restart(). Throws StartError: as open_i2c() does;
    /// kUnavailable if nobody answers or the chip is another.
    explicit Mpu6050(std::string i2c, std::uint8_t address = kAddress);

    /// Resets and configures the chip; a bias that is known stays in use. False, and state() tells why, if it cannot be reached. To be
    /// tried now and then, not in every step: a missing model costs a connect, a bus that hangs its time-out.
    bool restart(Time now) noexcept;

    /// Reads a sample. True when it is a new one. To be called at most 500 times a second: twenty repeated samples are a fault.
    bool poll(Time now) noexcept;

    Mpu6050State state() const noexcept { return state_; }
    bool is_well() const noexcept {
        return state_ == Mpu6050State::kResetting || state_ == Mpu6050State::kSettling || state_ == Mpu6050State::kRunning;
    }

    const Mpu6050Motion& motion() const noexcept { return motion_; }  ///< the newest sample; rates without bias once it is known
    const GyroBias& bias() const noexcept { return bias_; }
    const Mpu6050Counts& counts() const noexcept { return counts_; }
    std::uint8_t identity() const noexcept { return identity_; }  ///< as last read; 0x68 is right
    const std::string& i2c() const noexcept { return i2c_; }

private:
    I2cOutcome read(Mpu6050Register first, std::span<std::uint8_t> bytes) noexcept;
    I2cOutcome write(Mpu6050Register to, std::uint8_t byte) noexcept;
    I2cOutcome identify() noexcept;
    bool configure() noexcept;
    bool sample() noexcept;
    bool is_plausible(const Mpu6050Block& block) const noexcept;
    Mpu6050State checked(Mpu6050State otherwise) noexcept;

    std::string i2c_;
    std::uint8_t address_;
    std::unique_ptr<I2cBus> bus_;
    Mpu6050State state_ = Mpu6050State::kPowerOn;
    Time since_{};  ///< of the present state, while it passes by itself
    std::uint8_t identity_ = 0;
    Mpu6050Block last_{};
    bool has_last_ = false;
    unsigned repeats_ = 0;      ///< of last_
    unsigned failures_ = 0;     ///< transfers in a row
    unsigned since_check_ = 0;  ///< samples
    Mpu6050Motion motion_;
    GyroBias bias_;
    Mpu6050Counts counts_;
};

/// "repeats one sample": to follow the chip's name in a log line.
const char* text_of(Mpu6050State state) noexcept;

}  // namespace seqboard
