#include "core/link/frame_decoder.hpp"

#include <algorithm>
#include <cstring>

#include "core/link/byte_reader.hpp"
#include "core/link/crc16.hpp"

namespace seqboard::link {

std::size_t FrameDecoder::take(std::span<const std::uint8_t> bytes) noexcept {
    if (end_ + bytes.size() > bytes_.size() && begin_ > 0) {
        std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    const std::size_t count = std::min(bytes.size(), bytes_.size() - end_);
    if (count > 0) std::memcpy(bytes_.data() + end_, bytes.data(), count);
    end_ += count;
    return count;
}

/// Whether what is held, at least a byte, is the start of a frame as far as it is here.
bool FrameDecoder::may_begin_frame() const noexcept {
    const auto bytes = held();
    if (bytes[0] != kSync0) return false;
    if (bytes.size() > 1 && bytes[1] != kSync1) return false;
    if (bytes.size() > 2 && (bytes[2] >> 4 != kProtocolVersion || !is_frame_type(bytes[2] & 15u))) return false;
    return bytes.size() < 6 || bytes[4] + 256u * bytes[5] <= kMaxPayloadBytes;
}

std::optional<Frame> FrameDecoder::next() noexcept {
    for (;; skip_byte()) {
        while (begin_ != end_ && !may_begin_frame()) skip_byte();
        const auto bytes = held();
        if (bytes.size() < kHeaderBytes + kCrcBytes) return std::nullopt;
        const std::size_t size = kHeaderBytes + bytes[4] + std::size_t{256} * bytes[5] + kCrcBytes;
        if (bytes.size() < size) return std::nullopt;
        ByteReader reader{bytes.subspan(2, size - 2)};
        Frame frame{.type = static_cast<FrameType>(reader.take<std::uint8_t>() & 15), .session = reader.take<std::uint8_t>()};
        const auto length = reader.take<std::uint16_t>();
        frame.sequence = reader.take<std::uint16_t>();
        frame.tick = reader.take<std::uint32_t>();
        frame.payload = reader.take_bytes(length);
        if (reader.take<std::uint16_t>() == crc16_ccitt(bytes.subspan(2, size - 2 - kCrcBytes))) {
            begin_ += size;
            ++frames_;
            return frame;
        }
        ++crc_errors_;
    }
}

void FrameDecoder::give_up_frame() noexcept {
    if (in_frame()) skip_byte();
}

void FrameDecoder::skip_byte() noexcept {
    ++begin_;
    ++skipped_bytes_;
}

}  // namespace seqboard::link
