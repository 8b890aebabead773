#include "drivers/gpio/pin_claims.hpp"

#include "drivers/gpio/s3c2440_pin.hpp"

namespace seqboard {

PinClaims& PinClaims::add(const char* parameter, const std::string& backend, const std::string& pin, PinUse use) {
    if (pin.empty()) return *this;
    if (backend.starts_with("emulated:") || backend.starts_with("pca9685:")) {
        claims_.push_back({.parameter = parameter, .pin = pin + " of " + backend, .refusal = ""});
    } else {
        const auto known = S3c2440Pin::parse_function(pin);
        claims_.push_back({.parameter = parameter, .pin = known ? known->name() : pin, .refusal = pin_refusal(pin, use)});
    }
    return *this;
}

PinClaims& PinClaims::add_pwm(const char* parameter, const std::string& backend, const std::string& output) {
    constexpr std::string_view kSoftware = "software";
    if (!backend.starts_with(kSoftware)) return add(parameter, backend, output, PinUse::kPwm);
    const std::size_t colon = backend.find(':');
    return add(parameter, colon == std::string::npos ? "auto" : backend.substr(colon + 1), output, PinUse::kOutput);
}

}  // namespace seqboard
