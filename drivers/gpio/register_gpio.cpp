#include "drivers/gpio/register_gpio.hpp"

#include <errno.h>

#include "drivers/gpio/gpio_refusal.hpp"

namespace seqboard {

namespace {

constexpr unsigned kControl = 0, kData = 4, kPullUpOff = 8;

S3c2440Pin pin_of(const std::string& line, const GpioRequest& request) {
    const auto pin = S3c2440Pin::parse(line);
    if (!pin) throw StartError{ExitCode::kConfig, "GPIO: registers know no line '" + line + "'; expected an S3C2440 pin such as GPB5"};
    if (!request.output && !pin->can_be_input())
        throw StartError{ExitCode::kConfig, "GPIO: " + line + " cannot be an input: bank A drives only"};
    return *pin;
}

}  // namespace

RegisterGpio::RegisterGpio(const GpioRequest& request, const std::string& memory)
    : output_{request.output}, active_low_{request.active_low} {
    if (request.edges)
        throw StartError{ExitCode::kConfig, "GPIO '" + request.lines.front() +
                                                "': registers report no edges; use a kernel with the GPIO character device, or sysfs"};
    for (const std::string& line : request.lines) {
        const S3c2440Pin pin = pin_of(line, request);
        if (!pins_.empty() && pin.register_offset() != bank_)
            throw StartError{ExitCode::kConfig,
                             "GPIO '" + request.lines.front() + "' and '" + line + "': lines that are used together must be of one bank"};
        bank_ = pin.register_offset();
        one_bit_control_ = pin.bank == 'A';
        pins_.push_back(pin.number);
    }
    ports_ = RegisterPage::map(memory, S3c2440Pin::kPortsBase);
    if (!ports_) throw gpio_refusal(memory, request, errno);
    configure(request);
}

/// Two bits a pin (00 input, 01 output), in bank A one (1 is the pin's memory function). An output has its level before it drives.
void RegisterGpio::configure(const GpioRequest& request) noexcept {
    if (output_) set(request.initial, ~std::uint32_t{0});
    std::uint32_t control = at(kControl), pull_up_off = at(kPullUpOff);
    for (const unsigned pin : pins_) {
        if (one_bit_control_) control &= ~(1u << pin);
        else control = (control & ~(3u << 2 * pin)) | ((output_ ? 1u : 0u) << 2 * pin);
        pull_up_off = request.pull_up ? pull_up_off & ~(1u << pin) : pull_up_off | (1u << pin);
    }
    at(kControl) = control;
    if (!one_bit_control_) at(kPullUpOff) = pull_up_off;
}

std::optional<std::uint32_t> RegisterGpio::levels() noexcept {
    const std::uint32_t data = at(kData) ^ (active_low_ ? ~std::uint32_t{0} : 0u);
    std::uint32_t levels = 0;
    for (std::size_t i = 0; i < pins_.size(); ++i) levels |= ((data >> pins_[i]) & 1u) << i;
    return levels;
}

bool RegisterGpio::set(std::uint32_t active, std::uint32_t which) noexcept {
    if (!output_) return false;
    std::uint32_t data = at(kData);
    for (std::size_t i = 0; i < pins_.size(); ++i) {
        if (((which >> i) & 1u) == 0) continue;
        const bool high = (((active >> i) & 1u) != 0) != active_low_;
        data = high ? data | (1u << pins_[i]) : data & ~(1u << pins_[i]);
    }
    at(kData) = data;
    return true;
}

}  // namespace seqboard
