// Where the robot is.
#pragma once

#include <cmath>

#include "core/message.hpp"

namespace seqboard {

/// What the heading rests on now.
enum class HeadingSource : std::uint8_t {
    kWheels,  ///< the wheels alone, which slip: nothing else has been heard, or what is heard is refused
    kSensor,  ///< the heading module, or an MPU-6050
};

/// The body in the world frame: x and y where the run began with heading zero, z up.
struct Pose {
    float x_m = 0;
    float y_m = 0;
    float heading_rad = 0;  ///< left positive, within -pi..pi
    float speed_m_s = 0;
    float yaw_rate_rad_s = 0;
    float position_sigma_m = 0;  ///< standard deviation of the worse axis
    float heading_sigma_rad = 0;
    HeadingSource heading_source = HeadingSource::kWheels;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(Pose, x_m, y_m, heading_rad, speed_m_s, yaw_rate_rad_s, position_sigma_m, heading_sigma_rad, heading_source, reserved);

/// Whether place and heading are numbers: what is not is no pose, however fresh.
inline bool is_valid(const Pose& pose) { return std::isfinite(pose.x_m) && std::isfinite(pose.y_m) && std::isfinite(pose.heading_rad); }

}  // namespace seqboard
