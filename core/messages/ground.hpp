// Infrared sensors that look at the floor.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// What the sensors see, polarity and debouncing applied, in the order front left, front right, rear left, rear right. A broken wire
/// reads as a cliff.
struct GroundContact {
    std::array<std::uint8_t, 4> cliff{};  ///< 1: no floor below the sensor at that place
};
SEQBOARD_MESSAGE(GroundContact, cliff);

}  // namespace seqboard
