// Infrared sensors that look at the floor.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// Raw levels of the comparators' lines, in the order front left, front right, rear left, rear right.
struct GroundLines {
    std::array<std::uint8_t, 4> level{};  ///< 1: the line is high
};
SEQBOARD_MESSAGE(GroundLines, level);

/// What the levels mean, polarity and debouncing applied. A broken wire reads as a cliff.
struct GroundContact {
    std::array<std::uint8_t, 4> cliff{};  ///< 1: no floor below the sensor at that place
};
SEQBOARD_MESSAGE(GroundContact, cliff);

}  // namespace seqboard
