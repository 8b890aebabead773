// An emulated quadrature encoder: a plant's counts become edges on two lines.
#pragma once

#include <cstdint>
#include <optional>

#include "drivers/gpio/emulated_gpio_bank.hpp"

namespace seqboard::sim {

/// What can be wrong with it; numbers are an interface, as a simulator's parameters have them.
enum class EncoderFault : int {
    kNone = 0,
    kLostEdges = 1,      ///< every eighth edge comes while nobody can take it, and one of A's is lost: too many interrupts
    kDisconnectedB = 2,  ///< B does not change any more
    kReversed = 3,       ///< A and B are swapped
    kDead = 4,           ///< no power: neither line changes
};

/// A leads forward; four counts are a cycle. A slotted disc is the same with only A looked at.
class EncoderModel {
public:
    EncoderModel(EmulatedGpioBank& bank, std::size_t a, std::size_t b) : bank_{bank}, a_{a}, b_{b} {}

    void set_fault(EncoderFault fault) noexcept { fault_ = fault; }

    /// The wheel turned to `counts` (whole ones are edges) while the time went on to `to`, evenly; the first call says where it is.
    /// Before the bank's own advance().
    void advance(double counts, Time to);

private:
    void report(std::int64_t count, Time at);

    EmulatedGpioBank& bank_;
    std::size_t a_, b_;
    EncoderFault fault_ = EncoderFault::kNone;
    double counts_ = 0;
    std::optional<Time> now_;
    unsigned edges_ = 0;
};

}  // namespace seqboard::sim
