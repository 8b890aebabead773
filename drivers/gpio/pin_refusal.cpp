#include "drivers/gpio/pin_refusal.hpp"

#include "drivers/gpio/mini2440_pins.hpp"

namespace seqboard {

namespace {

std::string subject(const std::string& name, const S3c2440Pin& pin) { return name + (name == pin.name() ? "" : " (" + pin.name() + ")"); }

}  // namespace

std::string pin_refusal(const std::string& name, PinUse use) {
    const auto pin = S3c2440Pin::parse_function(name);
    if (!pin) return "";
    const std::string begin = subject(name, *pin);
    if (use == PinUse::kEdges && !pin->can_interrupt())
        return begin + " cannot interrupt, so its edges would not be seen; use a pin of GPF0 to GPF7 or GPG0 to GPG15";
    if (use == PinUse::kInput && !pin->can_be_input()) return begin + " cannot be an input: bank A drives only; use a pin of another bank";
    if (use == PinUse::kPwm && !pin->timer())
        return begin + " is no timer's output; use TOUT0, TOUT1 or TOUT2 (GPB0 to GPB2), or the PWM backend software";
    if (use == PinUse::kPwm && *pin->timer() == 3)
        return begin + " belongs to timer 3, which counts Linux's time; use TOUT0, TOUT1 or TOUT2, or the PWM backend software";
    return "";
}

std::string mini2440_remark(const std::string& name) {
    const auto pin = S3c2440Pin::parse_function(name);
    const Mini2440Part part = pin ? mini2440_part(*pin) : Mini2440Part{};
    if (part.what.empty()) return "";
    return subject(name, *pin) + " is " + std::string{part.what} + " on a mini2440; use another pin" +
           (part.remedy.empty() ? "" : ", or " + std::string{part.remedy});
}

}  // namespace seqboard
