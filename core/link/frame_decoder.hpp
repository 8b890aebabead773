// Finds frames in a stream of bytes, whatever else is in it.
#pragma once

#include <array>
#include <optional>

#include "core/link/frame.hpp"

namespace seqboard::link {

/// After what only looked like a frame the search goes on at its second byte, so that no frame is lost that is whole in the stream.
/// Allocates nothing; a byte is looked at once, but for bytes behind a wrong sync, whose worst case is once for each sync before it.
///
///     while (!bytes.empty()) {
///         bytes = bytes.subspan(decoder.take(bytes));
///         while (const auto frame = decoder.next()) ...
///     }
class FrameDecoder {
public:
    /// Copies what there is room for, at least one byte once next() has said that there is no more; returns how many.
    std::size_t take(std::span<const std::uint8_t> bytes) noexcept;

    /// The next frame; its payload is valid until the next call of anything here.
    std::optional<Frame> next() noexcept;

    /// The line has been silent: the rest of a frame that has begun will not come. Frames behind its start are found by next() now.
    void give_up_frame() noexcept;
    bool in_frame() const noexcept { return begin_ != end_; }

    std::uint32_t frames() const noexcept { return frames_; }
    std::uint32_t crc_errors() const noexcept { return crc_errors_; }
    std::uint32_t skipped_bytes() const noexcept { return skipped_bytes_; }  ///< belonged to no frame

private:
    std::span<const std::uint8_t> held() const noexcept { return {bytes_.data() + begin_, end_ - begin_}; }
    bool may_begin_frame() const noexcept;
    void skip_byte() noexcept;

    std::array<std::uint8_t, 2 * kMaxFrameBytes> bytes_{};
    std::size_t begin_ = 0;  ///< of what has not been decided on
    std::size_t end_ = 0;
    std::uint32_t frames_ = 0;
    std::uint32_t crc_errors_ = 0;
    std::uint32_t skipped_bytes_ = 0;
};

}  // namespace seqboard::link
