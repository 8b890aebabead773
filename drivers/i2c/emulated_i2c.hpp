// The bus of a device model in another process.
#pragma once

#include "drivers/emulated/device_link.hpp"
#include "drivers/i2c/i2c_bus.hpp"

namespace seqboard {

class EmulatedI2c final : public I2cBus {
public:
    /// Throws StartError{kUnavailable} if no model listens at `socket`.
    explicit EmulatedI2c(const std::string& socket) : link_{socket} {}

    I2cOutcome transfer(std::uint8_t address, std::span<const std::uint8_t> write, std::span<std::uint8_t> read) noexcept override;
    bool reopen() noexcept override { return link_.is_open() || link_.reconnect(); }

private:
    DeviceLink link_;
};

}  // namespace seqboard
