// The registers of a PCA9685 (16 pulse-width outputs on I2C) and what they mean.
//
// Source: NXP, PCA9685 Product data sheet, rev. 4: 7.3.1 MODE1, 7.3.2 MODE2, 7.3.3 output control, 7.3.5 PRE_SCALE.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/time.hpp"

namespace seqboard {

enum class Pca9685Register : std::uint8_t {
    kMode1 = 0x00,
    kMode2 = 0x01,
    kOutput0 = 0x06,   ///< LED0_ON_L, the first of output 0's four: see Pca9685Pulse; the next output's four follow
    kAllOffH = 0xfd,   ///< ALL_LED_OFF_H: OFF_H of every output at once; reads as zero
    kPrescale = 0xfe,  ///< PRE_SCALE: taken while asleep only, 3 at least
};

inline constexpr std::uint8_t kPca9685Restart = 0x80;        ///< MODE1: it fell asleep while outputs ran. See Pca9685Pwm
inline constexpr std::uint8_t kPca9685AutoIncrement = 0x20;  ///< MODE1: a transfer goes on to the next register
inline constexpr std::uint8_t kPca9685Sleep = 0x10;          ///< MODE1: its oscillator stands
inline constexpr std::uint8_t kPca9685PowerOnMode1 = 0x11;   ///< asleep, answers to the all-call address too
inline constexpr std::uint8_t kPca9685TotemPole = 0x04;      ///< MODE2, also after power-on: both ways driven, changes with the STOP
inline constexpr std::uint8_t kPca9685PowerOnPrescale = 0x1e;

/// ON_L, ON_H, OFF_L, OFF_H: the counts, of 4096, at which the output rises and falls. Bit 4 of ON_H is always on; bit 4 of OFF_H, which
/// wins and is set after power-on, always off.
using Pca9685Pulse = std::array<std::uint8_t, 4>;
inline constexpr std::uint8_t kPca9685Always = 0x10;
inline constexpr Pca9685Pulse kPca9685Off = {0, 0, 0, kPca9685Always};

constexpr std::uint8_t pca9685_output_register(unsigned output) noexcept {
    return static_cast<std::uint8_t>(static_cast<unsigned>(Pca9685Register::kOutput0) + 4 * output);
}

/// The frequency of all outputs: its oscillator's 25 MHz (as good as it is: some per cent), by prescale + 1, by 4096.
struct Pca9685Rate {
    static constexpr std::uint32_t kCounts = 4096;
    static constexpr Duration kClock = std::chrono::nanoseconds{40};

    std::uint8_t prescale = kPca9685PowerOnPrescale;

    /// The nearest one. Nothing for a period that is out of range: 0.655 to 41.9 ms, which is 1526 to 24 Hz.
    static constexpr std::optional<Pca9685Rate> of(Duration period) noexcept {
        constexpr Duration kStep = kClock * kCounts;
        const auto steps = (period + kStep / 2) / kStep;
        if (steps < 4 || steps > 256) return std::nullopt;
        return Pca9685Rate{static_cast<std::uint8_t>(steps - 1)};
    }

    constexpr Duration count() const noexcept { return kClock * (prescale + 1); }
    constexpr Duration period() const noexcept { return count() * kCounts; }

    /// The nearest pulse; shorter than half a count is off.
    constexpr Pca9685Pulse pulse(Duration high) const noexcept {
        const auto counts = static_cast<std::uint32_t>((high + count() / 2) / count());
        if (counts == 0) return kPca9685Off;
        if (counts >= kCounts) return {0, kPca9685Always, 0, 0};
        return {0, 0, static_cast<std::uint8_t>(counts & 0xff), static_cast<std::uint8_t>(counts >> 8)};
    }
};

}  // namespace seqboard
