// Whether the pins of a robot can be what they are wired for, before anything moves.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace seqboard {

enum class PinUse : std::uint8_t {
    kInput,
    kOutput,
    kEdges,  ///< an input that interrupts: an echo, an encoder
    kPwm,    ///< a timer's output; a software PWM's line is kOutput
};

/// One line of a node.
struct PinClaim {
    std::string pin;  ///< "GPF4", "EINT4", "TOUT1"
    PinUse use{};
    std::string who;  ///< for the sentences: "front.echo"
};

enum class S3c2440Board : std::uint8_t {
    kUnknown,  ///< the chip alone decides
    kMini2440,
};

/// What is wrong with these claims, one sentence each, in their order; empty if nothing is. Names that are no pins of the chip are left
/// to the kernel: "gpiochip0/4" may be anything. Sources: S3C2440A user's manual, chapters 9 and 10; Linux
/// arch/arm/mach-s3c24xx/mach-mini2440.c.
std::vector<std::string> pin_conflicts(std::span<const PinClaim> claims, S3c2440Board board);

}  // namespace seqboard
