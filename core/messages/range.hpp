// Distances seen by a range finder.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// Distance measured along one beam, from the sensor's front face.
struct Range {
    float range_m = 0;         ///< +inf: nothing within max_range_m; NaN: the sensor failed (REP 117)
    float max_range_m = 0;     ///< largest distance this sensor can report
    float beam_width_rad = 0;  ///< full opening angle
    float bearing_rad = 0;     ///< of the beam's axis from the robot's x axis, left positive
};
SEQBOARD_MESSAGE(Range, range_m, max_range_m, beam_width_rad, bearing_rad);

}  // namespace seqboard
