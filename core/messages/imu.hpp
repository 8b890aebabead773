// What an inertial measurement unit feels.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class ImuState : std::uint8_t {
    kBiasUnknown,  ///< the body has not rested since the node was started: the rates carry the gyro's bias, 0.3 rad/s or more
    kMoving,
    kAtRest,  ///< for half a second by now
};

/// A sample in the body's frame (x forward, y left, z up).
struct Imu {
    std::array<float, 3> acceleration_m_s2{};  ///< gravity's reaction included: at rest z is +9.8
    std::array<float, 3> rate_rad_s{};         ///< right-handed: yaw is left positive; bias removed once it is known
    std::array<float, 3> bias_rad_s{};         ///< what is subtracted from the rates; in the unit's own axes
    float temperature_celsius = 0;             ///< of the chip
    std::uint32_t samples = 0;                 ///< all counts are since the node started
    std::uint32_t bus_errors = 0;
    std::uint32_t garbled = 0;  ///< samples dropped because they could not be true
    std::uint32_t starts = 0;   ///< one, and one more for every fault that was recovered from
    ImuState state = ImuState::kBiasUnknown;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(Imu, acceleration_m_s2, rate_rad_s, bias_rad_s, temperature_celsius, samples, bus_errors, garbled, starts, state,
                 reserved);

}  // namespace seqboard
