// What an emulated bank of PWM outputs and its drivers say to each other: one question, one answer, both on the same machine.
#pragma once

#include <cstdint>

namespace seqboard {

enum class PwmVerb : std::uint32_t {
    kOpen,  ///< the question is followed by the output's name
    kSet,
};

struct PwmQuestion {
    PwmVerb verb{};
    std::uint32_t period_ns = 0;  ///< kOpen
    std::uint32_t high_ns = 0;
};

struct PwmAnswer {
    std::uint32_t granted = 0;
};

}  // namespace seqboard
