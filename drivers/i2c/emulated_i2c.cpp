#include "drivers/i2c/emulated_i2c.hpp"

#include <algorithm>

#include "drivers/i2c/i2c_exchange.hpp"

namespace seqboard {

I2cOutcome EmulatedI2c::transfer(std::uint8_t address, std::span<const std::uint8_t> write, std::span<std::uint8_t> read) noexcept {
    if (write.size() > kMostBytes || read.size() > kMostBytes || (write.empty() && read.empty())) return I2cOutcome::kUnsupported;
    I2cQuestion question{
        .address = address, .write_bytes = static_cast<std::uint8_t>(write.size()), .read_bytes = static_cast<std::uint8_t>(read.size())};
    std::copy(write.begin(), write.end(), question.written.begin());
    I2cAnswer answer;
    if (link_.exchange(std::as_bytes(std::span{&question, 1}), std::as_writable_bytes(std::span{&answer, 1})) != sizeof answer)
        return I2cOutcome::kGone;
    std::copy_n(answer.read.begin(), read.size(), read.begin());
    return answer.outcome;
}

}  // namespace seqboard
