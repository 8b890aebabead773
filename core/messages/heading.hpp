// Attitude from the heading module.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// The body's attitude in the module's own world frame (x where it pointed when it was last zeroed, z up). The yaw of an
/// MPU-6050 module is integrated from the gyro: it drifts.
struct Heading {
    float heading_rad = 0;     ///< yaw, left positive, within -pi..pi
    float yaw_rate_rad_s = 0;  ///< left positive
    float roll_rad = 0;
    float pitch_rad = 0;
    std::uint32_t frames = 0;        ///< frames decoded since the node started
    std::uint32_t frame_errors = 0;  ///< frames refused since the node started: checksum, framing, range, or too far a jump
};
SEQBOARD_MESSAGE(Heading, heading_rad, yaw_rate_rad_s, roll_rad, pitch_rad, frames, frame_errors);

}  // namespace seqboard
