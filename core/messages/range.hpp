// Distances seen by a range finder.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// Raw answer of an ultrasonic transducer (HC-SR04 class): how long its echo line was high.
struct SonarEcho {
    float echo_s = 0;        ///< pulse width; +inf: no echo before the sensor gave up; NaN: the line is stuck
    float bearing_rad = 0;   ///< where the transducer pointed when it pinged, from the robot's x axis, left positive
    std::uint32_t ping = 0;  ///< counts pings
};
SEQBOARD_MESSAGE(SonarEcho, echo_s, bearing_rad, ping);

/// Distance measured along one beam, from the sensor's front face.
struct Range {
    float range_m = 0;         ///< +inf: nothing within max_range_m; NaN: the sensor failed (REP 117)
    float max_range_m = 0;     ///< largest distance this sensor can report
    float beam_width_rad = 0;  ///< full opening angle
    float bearing_rad = 0;     ///< of the beam's axis from the robot's x axis, left positive
};
SEQBOARD_MESSAGE(Range, range_m, max_range_m, beam_width_rad, bearing_rad);

}  // namespace seqboard
