// One block of bytes as a frame of LZ4, which is what MCAP calls "lz4".
// Source: LZ4 Frame Format Description 1.6.3, https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace seqboard::record {

/// The largest block that a frame of one block holds.
inline constexpr std::size_t kMaxFrameBlockBytes = 4u << 20;

/// Compresses without allocation: its memory is made once. Belongs to one thread.
class Lz4Framer {
public:
    /// Throws std::length_error for more than kMaxFrameBlockBytes.
    explicit Lz4Framer(std::size_t max_bytes);

    /// The frame of at most max_bytes; valid until the next call. What does not get smaller is stored as it is.
    std::span<const std::byte> frame(std::span<const std::byte> bytes) noexcept;

private:
    std::vector<std::byte> state_;
    std::vector<std::byte> frame_;
};

/// The bytes of a frame made by anybody, without a dictionary; empty unless there are exactly `bytes` of them. Sums in the frame are passed
/// over: MCAP has its own.
std::vector<std::byte> unframed(std::span<const std::byte> frame, std::size_t bytes);

}  // namespace seqboard::record
