// The model's side of an emulated SPI chip.
#pragma once

#include <functional>
#include <string>

#include "drivers/emulated/device_server.hpp"
#include "drivers/spi/spi_bus.hpp"

namespace seqboard {

/// A chip that drivers in other processes reach through EmulatedSpi. Select line and clock mode are as on the wires: a driver with another
/// mode reads all ones and writes nothing.
class EmulatedSpiChip {
public:
    /// What passes while the select line is low: `read`, all ones at first, is as long as `written`. Called in the chip's thread, one
    /// selection at a time: it guards what the model's thread touches too.
    using Selection = std::function<void(std::span<const std::uint8_t> written, std::span<std::uint8_t> read)>;

    /// Throws StartError if the socket cannot be made.
    EmulatedSpiChip(const std::string& socket, std::uint8_t mode, Selection selection);

private:
    std::size_t answer(std::span<const std::byte> question, std::span<std::byte> said) const;

    std::uint8_t mode_;
    Selection selection_;
    DeviceServer server_;  ///< last: its thread uses the selection
};

}  // namespace seqboard
