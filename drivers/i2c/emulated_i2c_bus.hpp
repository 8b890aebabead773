// The model's side of an emulated I2C bus.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "drivers/emulated/device_server.hpp"
#include "drivers/i2c/i2c_bus.hpp"

namespace seqboard {

/// Chips that drivers in other processes reach through EmulatedI2c.
class EmulatedI2cBus {
public:
    /// One transfer as the chip sees it; anything but kDone is what the driver is told. Called in the bus's thread, one transfer at a
    /// time: a chip guards what the model's thread touches too.
    using Chip = std::function<I2cOutcome(std::span<const std::uint8_t> written, std::span<std::uint8_t> read)>;

    /// Chips by their addresses; they outlive the bus. Throws StartError if the socket cannot be made.
    EmulatedI2cBus(const std::string& socket, std::map<std::uint8_t, Chip> chips);

private:
    std::size_t answer(std::span<const std::byte> question, std::span<std::byte> said) const;

    std::map<std::uint8_t, Chip> chips_;
    DeviceServer server_;  ///< last: its thread uses the chips
};

}  // namespace seqboard
