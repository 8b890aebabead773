#include "drivers/i2c/emulated_i2c_bus.hpp"

#include <cstring>
#include <utility>

#include "drivers/i2c/i2c_exchange.hpp"

namespace seqboard {

EmulatedI2cBus::EmulatedI2cBus(const std::string& socket, std::map<std::uint8_t, Chip> chips)
    : chips_{std::move(chips)}, server_{socket, [this](int, std::span<const std::byte> question, std::span<std::byte> said) {
                                            return answer(question, said);
                                        }} {}

std::size_t EmulatedI2cBus::answer(std::span<const std::byte> question, std::span<std::byte> said) const {
    I2cQuestion asked;
    if (question.size() != sizeof asked) return 0;
    std::memcpy(&asked, question.data(), sizeof asked);
    if (asked.write_bytes > asked.written.size() || asked.read_bytes > I2cBus::kMostBytes) return 0;
    I2cAnswer result;
    if (const auto chip = chips_.find(asked.address); chip != chips_.end())
        result.outcome = chip->second(std::span{asked.written}.first(asked.write_bytes), std::span{result.read}.first(asked.read_bytes));
    std::memcpy(said.data(), &result, sizeof result);
    return sizeof result;
}

}  // namespace seqboard
