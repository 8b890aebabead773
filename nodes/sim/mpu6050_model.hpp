// An MPU-6050 as its register file: the real driver talks to it over an emulated I2C bus.
#pragma once

#include <mutex>

#include "core/time.hpp"
#include "drivers/i2c/i2c_bus.hpp"
#include "drivers/mpu6050_registers.hpp"
#include "nodes/sim/random_stream.hpp"

namespace seqboard::sim {

/// What can be wrong with it; a parameter of the simulator, so the numbers are an interface. Frozen and brown-out happen when they
/// are set, and a reset cures a frozen chip; the others last until they are taken back.
enum class ImuFault : int {
    kNone = 0,
    kUnplugged = 1,  ///< no acknowledge; back on its plug it is in its power-on state
    kFrozen = 2,     ///< takes no samples any more
    kGarbage = 3,    ///< every byte read is noise
    kBrownOut = 4,   ///< its power failed for a moment: asleep, nothing configured
    kForeign = 5,    ///< another identity
};

struct Mpu6050ModelConfig {
    float bias_sigma_rad_s = 0.05f;  ///< spread of the gyros' biases from chip to chip; at most 0.35 in the data sheet
    float noise_rad_s = 0.0009f;     ///< of one sample, as are all below; data sheet, at 44 Hz
    float noise_m_s2 = 0.033f;
    float noise_celsius = 0.01f;
};

/// Registers as in the register map: a pointer that the first byte of a write sets and every further byte moves on; reset, sleep,
/// sample rate and ranges do what they say. Other registers only keep what is written. Samples are taken at the chip's own rate as
/// step() lets time pass.
class Mpu6050Model {
public:
    Mpu6050Model(const Mpu6050ModelConfig& config, std::uint32_t seed);

    /// The body moved like this (chip's axes, gravity's reaction included) for that long.
    void step(const Mpu6050Motion& motion, Duration time);

    void set_fault(ImuFault fault);

    /// What the bus calls, from its own thread.
    I2cOutcome transfer(std::span<const std::uint8_t> written, std::span<std::uint8_t> read);

    const std::array<float, 3>& bias_rad_s() const noexcept { return bias_; }

private:
    void power_on();
    void take_sample(const Mpu6050Motion& motion);
    void write(std::uint8_t byte);
    Duration sample_period() const;
    std::uint8_t& at(Mpu6050Register which) { return registers_[static_cast<std::size_t>(which)]; }
    std::uint8_t at(Mpu6050Register which) const { return registers_[static_cast<std::size_t>(which)]; }

    std::mutex mutex_;  ///< between the simulator and the bus's thread
    Mpu6050ModelConfig config_;
    RandomStream noise_, garbage_;
    std::array<float, 3> bias_{};
    std::array<std::uint8_t, 128> registers_{};
    std::uint8_t pointer_ = 0;
    Duration since_sample_{};
    ImuFault fault_ = ImuFault::kNone;
    bool frozen_ = false;
};

}  // namespace seqboard::sim
