// Whether a pin can be what it is wired for, before anything moves.
#pragma once

#include <cstdint>
#include <string>

namespace seqboard {

enum class PinUse : std::uint8_t {
    kInput,
    kOutput,
    kEdges,  ///< an input that interrupts: an echo, an encoder
    kPwm,    ///< a timer's output; a software PWM's line is kOutput
};

/// Why a pin of the S3C2440 ("GPF4", "EINT4", "TOUT1") cannot be used so: "GPB1 cannot interrupt, ...". Empty if it can. Names that are
/// no pins of this chip are left to the kernel: "gpiochip0/4" may be anything. Source: S3C2440A user's manual, chapters 9 and 10.
std::string pin_refusal(const std::string& pin, PinUse use);

/// What a mini2440 has on it, and how it gets free: "GPG0 is key K1 on a mini2440; ...". Empty if it is free. Source: mini2440_pins.hpp.
std::string mini2440_remark(const std::string& pin);

}  // namespace seqboard
