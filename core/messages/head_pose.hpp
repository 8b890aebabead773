// Where the head points.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// The two-axis head that carries the sonar.
struct HeadPose {
    float pan_rad = 0;         ///< left positive
    float tilt_rad = 0;        ///< up positive
    std::uint8_t settled = 0;  ///< 1: it stands there; 0: it turns, and this is where it should be by now
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(HeadPose, pan_rad, tilt_rad, settled, reserved);

}  // namespace seqboard
