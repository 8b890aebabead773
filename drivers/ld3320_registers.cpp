#include "drivers/ld3320_registers.hpp"

namespace seqboard {

namespace {

constexpr float kHzPerMegahertz = 1e6f;

/// kClock1 = f/2 - 1 with f in MHz, cut to a whole number as are all.
std::uint8_t first_of(float crystal_mhz) noexcept { return static_cast<std::uint8_t>(crystal_mhz / 2 - 1); }

}  // namespace

Ld3320Clocks listening_clocks(std::uint32_t crystal_hz) noexcept {
    const float crystal_mhz = static_cast<float>(crystal_hz) / kHzPerMegahertz;
    const std::uint8_t first = first_of(crystal_mhz);
    return {first, static_cast<std::uint8_t>(crystal_mhz * 32 / static_cast<float>(first + 1) - 0.51f), 0x48, 0x1f};
}

Ld3320Clocks playing_clocks(std::uint32_t crystal_hz) noexcept {
    const float crystal_mhz = static_cast<float>(crystal_hz) / kHzPerMegahertz;
    const std::uint8_t first = first_of(crystal_mhz);
    return {first, 0x0f, 0x18, static_cast<std::uint8_t>(90 * static_cast<float>(first + 1) / crystal_mhz - 1)};
}

}  // namespace seqboard
