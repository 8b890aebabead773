// What an MPU-6050 with a converter of its own knows of its motion.
#pragma once

#include <array>

namespace seqboard {

/// The module's axes: x forward, y left, z up when mounted with its print readable from above.
struct InertialMotion {
    std::array<float, 3> acceleration_m_s2{};
    std::array<float, 3> rate_rad_s{};
    std::array<float, 3> angle_rad{};  ///< roll, pitch, yaw; yaw is integrated and drifts
    float temperature_celsius = 0;
    bool operator==(const InertialMotion&) const = default;
};

}  // namespace seqboard
