// The frames of the link between a simulated plant and a board; docs/hil_link.md describes the protocol for other implementations.
//
//     A5 5A | version:4 type:4 | session | length u16 | sequence u16 | tick u32 | payload | CRC-16/CCITT
//
// Little-endian. The version is in the upper half of its byte. The CRC covers everything between the sync bytes and itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace seqboard::link {

inline constexpr std::uint8_t kSync0 = 0xa5;
inline constexpr std::uint8_t kSync1 = 0x5a;
inline constexpr std::uint8_t kProtocolVersion = 1;
inline constexpr std::size_t kHeaderBytes = 12;
inline constexpr std::size_t kCrcBytes = 2;
inline constexpr std::size_t kMaxPayloadBytes = 10240;  ///< a map fits
inline constexpr std::size_t kMaxFrameBytes = kHeaderBytes + kMaxPayloadBytes + kCrcBytes;

enum class FrameType : std::uint8_t {
    kHello = 1,  ///< both: what is agreed on (Contract)
    kSensors,    ///< plant: samples for the board
    kActuators,  ///< board: samples for the plant
    kStep,       ///< plant: how many frames of sensors this tick has; the board may run it. In real time: where the plant is
    kTimesync,   ///< both: four times
    kFault,      ///< both: in a sentence, why it cannot go on
    kTruth,      ///< board: samples of slots that the plant's side looks at
    kStats,      ///< board: what it has counted
    kBye,        ///< both: it ends
};

constexpr bool is_frame_type(unsigned type) noexcept { return type >= 1 && type <= 9; }

struct Frame {
    FrameType type{};
    std::uint8_t session = 0;    ///< 1 to 255, the plant's choice at its start: frames of an earlier run are told by it; 0: none yet
    std::uint16_t sequence = 0;  ///< counts the frames of one sender; wraps
    std::uint32_t tick = 0;      ///< of the step it belongs to, else zero
    std::span<const std::uint8_t> payload{};
};

/// Writes the frame to the start of `room` and returns its size; zero if the payload is too long or there is no room.
std::size_t encode(const Frame& frame, std::span<std::uint8_t> room) noexcept;

}  // namespace seqboard::link
