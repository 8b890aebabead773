// The header that travels with every published value, inside the protected cell.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/time.hpp"

namespace seqboard {

/// 24 bytes in front of the message. Zero flags mean: this cell was never written (the head counter cannot say so, because
/// every one of its values, 0 included, is legal after it has wrapped).
struct SampleHeader {
    std::uint64_t stamp_ns = 0;         ///< when it was written, on the board's clock
    std::uint64_t source_stamp_ns = 0;  ///< the oldest input that led to it: at an actuator, the sensor's stamp
    std::uint32_t sequence = 0;         ///< counts publishes; wraps
    std::uint32_t flags = 0;            ///< kSampleWritten, and the writer's epoch in the upper half
};
static_assert(sizeof(SampleHeader) == 24);

inline constexpr std::uint32_t kSampleWritten = 1u << 0;
inline constexpr std::uint32_t kSampleRestored = 1u << 1;  ///< written before the machine was last started
inline constexpr unsigned kSampleEpochShift = 16;

constexpr bool is_written(const SampleHeader& header) { return (header.flags & kSampleWritten) != 0; }

/// The writer's incarnation, modulo 65536: it differs from the last one seen after every restart of the writer.
constexpr std::uint32_t epoch_of(const SampleHeader& header) { return header.flags >> kSampleEpochShift; }
constexpr std::uint32_t sample_flags(std::uint32_t epoch) { return kSampleWritten | (epoch << kSampleEpochShift); }

}  // namespace seqboard
