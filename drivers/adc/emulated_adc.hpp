// A channel of a converter's model in another process.
#pragma once

#include "drivers/adc/analog_input.hpp"
#include "drivers/emulated/device_link.hpp"

namespace seqboard {

class EmulatedAdc final : public AnalogInput {
public:
    /// Throws StartError: kUnavailable if no model listens at `socket`, kConfig if it has no such channel.
    EmulatedAdc(const std::string& socket, unsigned channel);

    std::optional<float> read_volt() noexcept override;
    const char* backend() const noexcept override { return "emulated"; }

private:
    DeviceLink link_;
    unsigned channel_;
};

}  // namespace seqboard
