// The two driven wheels: what is asked of them, what they do.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// Where the robot shall go, in its own frame (x forward, z up).
struct DriveCommand {
    float speed_m_s = 0;
    float yaw_rate_rad_s = 0;  ///< left positive
};
SEQBOARD_MESSAGE(DriveCommand, speed_m_s, yaw_rate_rad_s);

/// What the motor bridge was told. Both zero with brake on is the safe output.
struct MotorDrive {
    float left_duty_ratio = 0;  ///< -1..1, forward positive
    float right_duty_ratio = 0;
    std::uint8_t enable = 0;  ///< 0: the bridge's enable line is low, the motors coast
    std::uint8_t brake = 1;   ///< 1: a motor with zero duty is shorted
    std::array<std::uint8_t, 2> reserved{};
};
SEQBOARD_MESSAGE(MotorDrive, left_duty_ratio, right_duty_ratio, enable, brake, reserved);

/// Counts of the wheels' encoders; they wrap, and start anew with their writer.
struct EncoderCounts {
    std::int32_t left = 0;  ///< forward positive
    std::int32_t right = 0;
};
SEQBOARD_MESSAGE(EncoderCounts, left, right);

enum class WheelMode : std::uint8_t {
    kSafe,  ///< no fresh command, or not permitted: braked, then released
    kDriving,
    kCliff,    ///< the command would have driven over an edge: braked
    kStalled,  ///< a motor was driven and its encoder stood still or counted the other way: braked for a while
};

/// What the wheel node measured and did.
struct WheelState {
    float left_speed_m_s = 0;
    float right_speed_m_s = 0;
    float left_travel_m = 0;  ///< since the node started
    float right_travel_m = 0;
    std::uint32_t left_encoder_errors = 0;  ///< since the node started: edges that were lost, each up to two counts of travel; wraps
    std::uint32_t right_encoder_errors = 0;
    float edge_loss_ratio = 0;  ///< 0..1: of the encoder that loses more, the share of its edges lost within the last half second
    WheelMode mode = WheelMode::kSafe;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(WheelState, left_speed_m_s, right_speed_m_s, left_travel_m, right_travel_m, left_encoder_errors, right_encoder_errors,
                 edge_loss_ratio, mode, reserved);

}  // namespace seqboard
