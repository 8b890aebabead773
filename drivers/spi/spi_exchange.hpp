// What an emulated SPI chip and its driver say to each other: one question, one answer, both on the same machine.
#pragma once

#include <array>

#include "drivers/spi/spi_bus.hpp"

namespace seqboard {

/// Ends after `bytes` of `written`.
struct SpiQuestion {
    std::uint8_t mode = 0;
    std::uint8_t selections = 0;  ///< times that the chip was selected
    std::uint16_t bytes = 0;
    std::array<std::uint16_t, SpiBus::kMostSegments> ends{};  ///< of each selection, in `written`
    std::array<std::uint8_t, SpiBus::kMostBytes> written{};
};

/// Ends after as many bytes of `read` as were written.
struct SpiAnswer {
    SpiOutcome outcome = SpiOutcome::kGone;
    std::array<std::uint8_t, SpiBus::kMostBytes> read{};
};

}  // namespace seqboard
