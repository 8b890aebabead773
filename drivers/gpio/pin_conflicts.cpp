#include "drivers/gpio/pin_conflicts.hpp"

#include "drivers/gpio/mini2440_pins.hpp"
#include "drivers/gpio/s3c2440_pin.hpp"

namespace seqboard {

namespace {

std::string subject(const PinClaim& claim, const S3c2440Pin& pin) {
    return claim.who + ": " + claim.pin + (claim.pin == pin.name() ? "" : " (" + pin.name() + ")");
}

/// What the chip cannot do. Empty: it can.
std::string chip_refusal(PinUse use, const S3c2440Pin& pin) {
    if (use == PinUse::kEdges && !pin.can_interrupt())
        return " cannot interrupt, so its edges would not be seen; use a pin of GPF0 to GPF7 or GPG0 to GPG15";
    if (use == PinUse::kInput && !pin.can_be_input()) return " cannot be an input: bank A drives only; use a pin of another bank";
    if (use == PinUse::kPwm && !pin.timer())
        return " is no timer's output; use TOUT0, TOUT1 or TOUT2 (GPB0 to GPB2), or the PWM backend software";
    if (use == PinUse::kPwm && *pin.timer() == 3)
        return " belongs to timer 3, which counts Linux's time; use TOUT0, TOUT1 or TOUT2, or the PWM backend software";
    return "";
}

}  // namespace

std::vector<std::string> pin_conflicts(std::span<const PinClaim> claims, S3c2440Board board) {
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const auto pin = S3c2440Pin::parse_function(claims[i].pin);
        if (!pin) continue;
        const std::string begin = subject(claims[i], *pin);
        if (const std::string refusal = chip_refusal(claims[i].use, *pin); !refusal.empty()) sentences.push_back(begin + refusal);
        for (const PinClaim& before : claims.first(i))
            if (S3c2440Pin::parse_function(before.pin) == pin)
                sentences.push_back(begin + " is already taken by " + before.who + "; every line needs a pin of its own");
        const Mini2440Part part = board == S3c2440Board::kMini2440 ? mini2440_part(*pin) : Mini2440Part{};
        if (!part.what.empty())
            sentences.push_back(begin + " is " + std::string{part.what} + " on a mini2440; " +
                                (part.remedy.empty() ? "use another pin" : "use another pin, or " + std::string{part.remedy}));
    }
    return sentences;
}

}  // namespace seqboard
