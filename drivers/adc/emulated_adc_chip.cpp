#include "drivers/adc/emulated_adc_chip.hpp"

#include <cstring>
#include <utility>

#include "drivers/adc/adc_exchange.hpp"

namespace seqboard {

EmulatedAdcChip::EmulatedAdcChip(const std::string& socket, std::vector<Channel> channels)
    : channels_{std::move(channels)}, server_{socket, [this](int, std::span<const std::byte> question, std::span<std::byte> said) {
                                                  return answer(question, said);
                                              }} {}

std::size_t EmulatedAdcChip::answer(std::span<const std::byte> question, std::span<std::byte> said) const {
    AdcQuestion asked;
    if (question.size() != sizeof asked) return 0;
    std::memcpy(&asked, question.data(), sizeof asked);
    AdcAnswer result;
    if (asked.channel < channels_.size()) result = {.has_channel = 1, .pin_volt = channels_[asked.channel]()};
    std::memcpy(said.data(), &result, sizeof result);
    return sizeof result;
}

}  // namespace seqboard
