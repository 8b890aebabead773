// The S3C2440's peripheral clock, from its registers.
#pragma once

#include <cstdint>

namespace seqboard {

/// What the clock controller holds, and where: offsets from kBase. Source: S3C2440A user's manual, chapter 7.
struct S3c2440Clocks {
    static constexpr std::uint32_t kBase = 0x4c000000;
    static constexpr unsigned kMpllcon = 0x04, kClkdivn = 0x14, kCamdivn = 0x18;

    std::uint32_t mpllcon = 0;  ///< MDIV 19:12, PDIV 9:4, SDIV 1:0
    std::uint32_t clkdivn = 0;  ///< HDIVN 2:1, PDIVN 0
    std::uint32_t camdivn = 0;  ///< HCLK4_HALF 9, HCLK3_HALF 8

    /// PCLK, which feeds timers, UARTs and the rest. `crystal_hz` is 12 MHz on mini2440 type boards; others have 16.9344 MHz.
    std::uint32_t peripheral_hz(std::uint32_t crystal_hz) const noexcept;
};

}  // namespace seqboard
