#include "drivers/mpu6050_registers.hpp"

#include <algorithm>
#include <cmath>

#include "core/schema/units.hpp"

namespace seqboard {

namespace {

constexpr float kGravity_m_s2 = 9.80665f;
constexpr std::array kCountsPerDegPerSecond = {131.0f, 65.5f, 32.8f, 16.4f};
constexpr std::array kCountsPerGravity = {16384.0f, 8192.0f, 4096.0f, 2048.0f};
constexpr float kCountsPerCelsius = 340, kCelsiusAtZero = 36.53f;

void put(Mpu6050Block& block, std::size_t index, float counts) noexcept {
    const auto word = static_cast<std::uint16_t>(std::lround(std::clamp(counts, -32768.0f, 32767.0f)));
    block[2 * index] = static_cast<std::uint8_t>(word >> 8);
    block[2 * index + 1] = static_cast<std::uint8_t>(word & 0xff);
}

}  // namespace

float rate_per_count_rad_s(std::uint8_t gyro_range) noexcept { return rad_from_deg(1 / kCountsPerDegPerSecond[gyro_range & 3u]); }
float acceleration_per_count_m_s2(std::uint8_t accel_range) noexcept { return kGravity_m_s2 / kCountsPerGravity[accel_range & 3u]; }

Mpu6050Motion motion_of(const Mpu6050Block& block, const Mpu6050Ranges& ranges) noexcept {
    const float rate_rad_s = rate_per_count_rad_s(ranges.gyro), acceleration_m_s2 = acceleration_per_count_m_s2(ranges.accel);
    Mpu6050Motion motion;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        motion.acceleration_m_s2[axis] = static_cast<float>(word_at(block, axis)) * acceleration_m_s2;
        motion.rate_rad_s[axis] = static_cast<float>(word_at(block, 4 + axis)) * rate_rad_s;
    }
    motion.temperature_celsius = static_cast<float>(temperature_word(block)) / kCountsPerCelsius + kCelsiusAtZero;
    return motion;
}

Mpu6050Block block_of(const Mpu6050Motion& motion, const Mpu6050Ranges& ranges) noexcept {
    Mpu6050Block block;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        put(block, axis, motion.acceleration_m_s2[axis] / acceleration_per_count_m_s2(ranges.accel));
        put(block, 4 + axis, motion.rate_rad_s[axis] / rate_per_count_rad_s(ranges.gyro));
    }
    put(block, 3, (motion.temperature_celsius - kCelsiusAtZero) * kCountsPerCelsius);
    return block;
}

}  // namespace seqboard
