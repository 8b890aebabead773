// The bytes of a GY-25 heading module (an MPU-6050 with its own converter).
//
// Frames of 8 bytes: AA  YAWH YAWL  PITCHH PITCHL  ROLLH ROLLL  55, angles in hundredths of a degree, two's complement, within
// +-180 degrees; no checksum. Source: robokits.co.in, "Angle Output 6-Axis Accelerometer + Gyroscope Module With UART Interface".
// The GY-25Z is not here: its frames begin with 5A 5A and can be configured, but the public sources agree neither on the order
// and scale of the angles nor on what its last byte sums up.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "drivers/attitude.hpp"

namespace seqboard {

/// A frame with all angles in range, as it came.
struct Gy25Frame {
    std::array<std::int16_t, 3> word{};  ///< yaw, pitch, roll
    bool operator==(const Gy25Frame&) const = default;
};

/// Finds frames in a stream of bytes; after a bad one the search goes on at its second byte.
///
/// The range check does a checksum's work against lost and added bytes: AA and 55 as an angle's high byte are beyond +-180
/// degrees. Whatever came before a frame, eight bytes that begin before it and reach into it would have AA or 55 in a high byte,
/// theirs or the frame's. So a good frame is always found, and no other between two that follow one another. What it cannot see
/// is a changed byte within an angle: that is for who knows how fast the module can turn.
class Gy25Parser {
public:
    static constexpr std::size_t kFrameBytes = 8;
    static constexpr std::int16_t kHalfTurn = 18000;

    /// Takes one byte; the frame it completes, if it does.
    std::optional<Gy25Frame> push(std::uint8_t byte) noexcept;

    /// Forgets a frame that has begun: the stream was interrupted.
    void restart() noexcept { size_ = 0; }

    std::uint32_t frames() const noexcept { return frames_; }
    std::uint32_t framing_errors() const noexcept { return framing_errors_; }  ///< a start byte without the end byte that belongs to it
    std::uint32_t range_errors() const noexcept { return range_errors_; }
    std::uint32_t skipped_bytes() const noexcept { return skipped_bytes_; }  ///< belonged to no frame

private:
    void skip_to_next_start() noexcept;

    std::array<std::uint8_t, kFrameBytes> bytes_{};
    std::size_t size_ = 0;
    std::uint32_t frames_ = 0;
    std::uint32_t framing_errors_ = 0;
    std::uint32_t range_errors_ = 0;
    std::uint32_t skipped_bytes_ = 0;
};

/// Without a rate: the module does not say it.
Attitude attitude_of(const Gy25Frame& frame) noexcept;

}  // namespace seqboard
