// The model's side of an emulated converter.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "drivers/emulated/device_server.hpp"

namespace seqboard {

/// A converter that drivers in other processes read through EmulatedAdc.
class EmulatedAdcChip {
public:
    /// One conversion: volts at the pin. Called in the chip's thread, one at a time: it guards what the model's thread touches too.
    using Channel = std::function<float()>;

    /// Channels from 0 on; they outlive the chip. Throws StartError if the socket cannot be made.
    EmulatedAdcChip(const std::string& socket, std::vector<Channel> channels);

private:
    std::size_t answer(std::span<const std::byte> question, std::span<std::byte> said) const;

    std::vector<Channel> channels_;
    DeviceServer server_;  ///< last: its thread uses the channels
};

}  // namespace seqboard
