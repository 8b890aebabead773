#include "drivers/adc/emulated_adc.hpp"

#include "core/exit_code.hpp"
#include "drivers/adc/adc_exchange.hpp"

namespace seqboard {

EmulatedAdc::EmulatedAdc(const std::string& socket, unsigned channel) : link_{socket}, channel_{channel} {
    if (!read_volt())
        throw StartError{ExitCode::kConfig, "emulated ADC '" + socket + "': the model has no channel " + std::to_string(channel)};
}

std::optional<float> EmulatedAdc::read_volt() noexcept {
    if (!link_.is_open() && !link_.reconnect()) return std::nullopt;
    const AdcQuestion question{.channel = channel_};
    AdcAnswer answer;
    if (link_.exchange(std::as_bytes(std::span{&question, 1}), std::as_writable_bytes(std::span{&answer, 1})) != sizeof answer ||
        answer.has_channel == 0)
        return std::nullopt;
    return answer.pin_volt;
}

}  // namespace seqboard
