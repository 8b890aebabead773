// What a heading module says of its attitude.
#pragma once

#include <optional>

namespace seqboard {

/// In the module's own world frame, z up; angles within -pi..pi.
struct Attitude {
    float roll_rad = 0;
    float pitch_rad = 0;
    float yaw_rad = 0;                      ///< integrated from the gyro: drifts
    std::optional<float> yaw_rate_rad_s{};  ///< nothing: this module does not say it
    bool repeated = false;                  ///< to the bit what the module said before
};

}  // namespace seqboard
