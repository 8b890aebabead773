// The bytes of a JY-61 / WitMotion heading module (an MPU-6050 with its own converter).
//
// Packets of 11 bytes: 55 ID  D0L D0H D1L D1H D2L D2H  TL TH  SUM, where SUM is the low byte of the sum of the other ten.
// ID 51: acceleration x y z, /32768 * 16 g; 52: rate x y z, /32768 * 2000 deg/s; 53: roll pitch yaw, /32768 * 180 deg.
// T: /340 + 36.53 degC. One cycle is 51, 52, 53. Source: ElecMaster JY-61 manual; docs.wit-motion.com.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "drivers/inertial_motion.hpp"

namespace seqboard {

enum class Jy61Id : std::uint8_t { kAcceleration = 0x51, kRate = 0x52, kAngle = 0x53 };

/// A packet whose checksum was right, as it came.
struct Jy61Packet {
    Jy61Id id{};
    std::array<std::int16_t, 4> word{};  ///< three axes, then temperature
    bool operator==(const Jy61Packet&) const = default;
};

/// Finds packets in a stream of bytes, whatever else is in it: after a bad packet the search goes on at its second byte.
class Jy61Parser {
public:
    static constexpr std::size_t kPacketBytes = 11;

    /// Takes one byte; the packet it completes, if it does.
    std::optional<Jy61Packet> push(std::uint8_t byte) noexcept;

    /// Forgets a packet that has begun: the stream was interrupted.
    void restart() noexcept { size_ = 0; }

    std::uint32_t packets() const noexcept { return packets_; }
    std::uint32_t checksum_errors() const noexcept { return checksum_errors_; }
    std::uint32_t skipped_bytes() const noexcept { return skipped_bytes_; }  ///< belonged to no packet

private:
    void skip_to_next_start() noexcept;

    std::array<std::uint8_t, kPacketBytes> bytes_{};
    std::size_t size_ = 0;
    std::uint32_t packets_ = 0;
    std::uint32_t checksum_errors_ = 0;
    std::uint32_t skipped_bytes_ = 0;
};

/// Puts a packet's values, in SI units, into their places.
void apply(const Jy61Packet& packet, InertialMotion& motion) noexcept;

}  // namespace seqboard
