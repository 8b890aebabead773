// The front door to SPI chips.
#pragma once

#include <memory>
#include <string>

#include "drivers/spi/spi_bus.hpp"

namespace seqboard {

/// Opens the chip that a node set names as a parameter of the node:
///   "/dev/spidev0.1"  the kernel's: bus 0, select line 1
///   "emulated:PATH"   a chip's model that listens on this socket
/// Speaks to no chip. Throws StartError as the backend does.
std::unique_ptr<SpiBus> open_spi(const std::string& backend, const SpiSettings& settings);

}  // namespace seqboard
