// What an emulated I2C bus and its drivers say to each other: one question, one answer, both on the same machine.
#pragma once

#include <array>

#include "drivers/i2c/i2c_bus.hpp"

namespace seqboard {

struct I2cQuestion {
    std::uint8_t address = 0;
    std::uint8_t write_bytes = 0;
    std::uint8_t read_bytes = 0;
    std::uint8_t reserved = 0;
    std::array<std::uint8_t, I2cBus::kMostBytes> written{};
};

struct I2cAnswer {
    I2cOutcome outcome = I2cOutcome::kNoAnswer;
    std::array<std::uint8_t, 3> reserved{};
    std::array<std::uint8_t, I2cBus::kMostBytes> read{};
};

}  // namespace seqboard
