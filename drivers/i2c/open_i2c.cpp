#include "drivers/i2c/open_i2c.hpp"

#include <cstdio>
#include <string_view>

#include "drivers/i2c/emulated_i2c.hpp"
#include "drivers/i2c/i2c_dev.hpp"

namespace seqboard {

namespace {

constexpr std::string_view kEmulated = "emulated:";

const char* remedy_of(I2cOutcome outcome) {
    switch (outcome) {
        case I2cOutcome::kNoAnswer:
            return "nobody answers at this address; check its power, SDA, SCL and their pull-ups, and the pin that selects its address "
                   "(i2cdetect lists who answers)";
        case I2cOutcome::kBusFault: return "the bus does not work; is SDA or SCL held low, or without a pull-up?";
        case I2cOutcome::kClaimed: return "a driver of the kernel holds this address; unbind it in /sys/bus/i2c/drivers";
        case I2cOutcome::kUnsupported: return "the bus's adapter cannot make the transfers that this chip needs";
        default: return "the bus has gone";
    }
}

}  // namespace

std::unique_ptr<I2cBus> open_i2c(const std::string& backend) {
    if (backend.starts_with('/')) return std::make_unique<I2cDev>(backend);
    if (backend.starts_with(kEmulated)) return std::make_unique<EmulatedI2c>(backend.substr(kEmulated.size()));
    throw StartError{ExitCode::kConfig, "I2C bus '" + backend + "' is unknown; expected a device such as /dev/i2c-0, or emulated:SOCKET"};
}

StartError i2c_refusal(const std::string& chip, const std::string& backend, std::uint8_t address, I2cOutcome outcome) {
    char at[16];
    std::snprintf(at, sizeof at, " at 0x%02x on ", static_cast<unsigned>(address));
    return {ExitCode::kUnavailable, chip + at + backend + ": " + remedy_of(outcome)};
}

}  // namespace seqboard
