// A chip's model in another process.
#pragma once

#include "drivers/emulated/device_link.hpp"
#include "drivers/spi/spi_bus.hpp"

namespace seqboard {

class EmulatedSpi final : public SpiBus {
public:
    /// Throws StartError{kUnavailable} if no model listens at `socket`.
    EmulatedSpi(const std::string& socket, const SpiSettings& settings) : link_{socket}, settings_{settings} {}

    SpiOutcome transfer(std::span<const SpiSegment> segments) noexcept override;
    bool reopen() noexcept override { return link_.is_open() || link_.reconnect(); }

private:
    DeviceLink link_;
    SpiSettings settings_;
};

}  // namespace seqboard
