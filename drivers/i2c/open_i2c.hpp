// The front door to I2C buses.
#pragma once

#include <memory>
#include <string>

#include "core/exit_code.hpp"
#include "drivers/i2c/i2c_bus.hpp"

namespace seqboard {

/// Opens the bus that a node set names as a parameter of the node:
///   "/dev/i2c-0"      a bus of the kernel
///   "emulated:PATH"   a device model that listens on this socket
/// Speaks to no chip. Throws StartError as the backend does.
std::unique_ptr<I2cBus> open_i2c(const std::string& backend);

/// Why `chip` cannot be used, as one sentence: `outcome` is what became of the first transfer to it.
StartError i2c_refusal(const std::string& chip, const std::string& backend, std::uint8_t address, I2cOutcome outcome);

}  // namespace seqboard
