// Where the head points.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// The two-axis head that carries the sonar.
struct HeadPose {
    float pan_rad = 0;   ///< left positive
    float tilt_rad = 0;  ///< up positive
};
SEQBOARD_MESSAGE(HeadPose, pan_rad, tilt_rad);

}  // namespace seqboard
