// The registers of an MPU-6050 and what they mean.
//
// Source: InvenSense, MPU-6000/MPU-6050 Register Map and Descriptions, RM-MPU-6000A-00 rev. 4.2, and Product Specification,
// PS-MPU-6000A-00 rev. 3.4 (sections 6.1 to 6.3: sensitivities).
#pragma once

#include <array>
#include <cstdint>

namespace seqboard {

/// All are zero after power-up and after a reset, but PWR_MGMT_1 (kAsleep) and WHO_AM_I (kMpu6050Identity).
enum class Mpu6050Register : std::uint8_t {
    kSampleDivider = 0x19,    ///< SMPLRT_DIV: sample rate = 1 kHz / (1 + it), of 8 kHz with filter 0 or 7
    kFilter = 0x1a,           ///< CONFIG: DLPF_CFG in bits 2:0
    kGyroRange = 0x1b,        ///< GYRO_CONFIG: FS_SEL in bits 4:3, 250 * 2^n deg/s
    kAccelRange = 0x1c,       ///< ACCEL_CONFIG: AFS_SEL in bits 4:3, 2 * 2^n g
    kData = 0x3b,             ///< ACCEL_XOUT_H, the first of Mpu6050Block's 14; one burst is of one sampling instant
    kPowerManagement = 0x6b,  ///< PWR_MGMT_1: bit 7 resets, bit 6 sleeps, bits 2:0 choose the clock
    kIdentity = 0x75,         ///< WHO_AM_I
};

inline constexpr std::uint8_t kMpu6050Identity = 0x68;  ///< at either address
inline constexpr std::uint8_t kMpu6050Reset = 0x80;     ///< PWR_MGMT_1; clears itself
inline constexpr std::uint8_t kMpu6050Asleep = 0x40;    ///< PWR_MGMT_1 after power-up and reset
inline constexpr std::uint8_t kMpu6050Awake =
    0x01;  ///< PWR_MGMT_1: awake, clocked by the PLL of the x gyro (more stable than its own oscillator)

/// Full scales, as FS_SEL and AFS_SEL.
struct Mpu6050Ranges {
    std::uint8_t gyro = 1;   ///< 0..3; 1: 500 deg/s or 8.7 rad/s
    std::uint8_t accel = 1;  ///< 0..3; 1: 4 g
};

/// The chip's axes, as printed on it: x forward, y left, z up when mounted with its print readable from above. At rest the
/// acceleration is that of gravity's reaction: z is +9.8.
struct Mpu6050Motion {
    std::array<float, 3> acceleration_m_s2{};
    std::array<float, 3> rate_rad_s{};
    float temperature_celsius = 0;  ///< of the chip
};

/// A sample as it comes over the wires: acceleration x y z, temperature, rate x y z; 16 bits each, the high byte first.
using Mpu6050Block = std::array<std::uint8_t, 14>;

constexpr std::int16_t word_at(const Mpu6050Block& block, std::size_t index) noexcept {
    return static_cast<std::int16_t>(static_cast<std::uint16_t>(block[2 * index] << 8 | block[2 * index + 1]));
}
constexpr std::int16_t temperature_word(const Mpu6050Block& block) noexcept { return word_at(block, 3); }

/// What one count stands for.
float rate_per_count_rad_s(std::uint8_t gyro_range) noexcept;
float acceleration_per_count_m_s2(std::uint8_t accel_range) noexcept;

Mpu6050Motion motion_of(const Mpu6050Block& block, const Mpu6050Ranges& ranges) noexcept;

/// The other way round, for models. Values beyond full scale are clipped, as the chip does.
Mpu6050Block block_of(const Mpu6050Motion& motion, const Mpu6050Ranges& ranges) noexcept;

}  // namespace seqboard
