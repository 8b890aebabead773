#include "core/record/lz4_frame.hpp"

#include <lz4.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

#include "core/record/field_reader.hpp"

namespace seqboard::record {

namespace {

/// Magic number, FLG: version 1, blocks independent, no sums, no size; BD: blocks of at most 4 MiB; HC: what XXH32 gives for these two.
constexpr std::array<std::uint8_t, 7> kFrameHeader = {0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73};
constexpr std::size_t kBlockSizeBytes = 4;
constexpr std::size_t kEndMarkBytes = 4;
constexpr std::uint32_t kStored = 0x80000000u;  ///< in a block's size: not compressed

/// Looks for repetitions at fewer places where few are: a processor of 400 MHz has other things to do. 1 would be LZ4's default.
constexpr int kAcceleration = 4;

void put_word(std::byte* to, std::uint32_t word) {
    for (int i = 0; i < 4; ++i) to[i] = static_cast<std::byte>(word >> (8 * i));
}

}  // namespace

Lz4Framer::Lz4Framer(std::size_t max_bytes) {
    if (max_bytes > kMaxFrameBlockBytes) throw std::length_error{"a block of an LZ4 frame holds at most 4 MiB"};
    state_.resize(static_cast<std::size_t>(LZ4_sizeofState()));
    frame_.resize(kFrameHeader.size() + kBlockSizeBytes + static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(max_bytes))) +
                  kEndMarkBytes);
    std::transform(kFrameHeader.begin(), kFrameHeader.end(), frame_.begin(), [](std::uint8_t byte) { return std::byte{byte}; });
}

std::span<const std::byte> Lz4Framer::frame(std::span<const std::byte> bytes) noexcept {
    std::byte* const size = frame_.data() + kFrameHeader.size();
    std::byte* const block = size + kBlockSizeBytes;
    const auto room = static_cast<int>(frame_.size() - kFrameHeader.size() - kBlockSizeBytes - kEndMarkBytes);
    const int made = LZ4_compress_fast_extState(state_.data(), reinterpret_cast<const char*>(bytes.data()), reinterpret_cast<char*>(block),
                                                static_cast<int>(bytes.size()), room, kAcceleration);
    std::size_t count = static_cast<std::size_t>(std::max(made, 0));
    if (count == 0 || count >= bytes.size()) {
        count = bytes.size();
        std::copy(bytes.begin(), bytes.end(), block);
        put_word(size, static_cast<std::uint32_t>(count) | kStored);
    } else {
        put_word(size, static_cast<std::uint32_t>(count));
    }
    put_word(block + count, 0);
    return {frame_.data(), kFrameHeader.size() + kBlockSizeBytes + count + kEndMarkBytes};
}

std::vector<std::byte> unframed(std::span<const std::byte> frame, std::size_t bytes) {
    constexpr std::uint32_t kMagic = 0x184d2204;
    constexpr unsigned kVersionMask = 0xc0, kVersion1 = 0x40, kBlockSums = 0x10, kContentSize = 0x08, kContentSum = 0x04,
                       kDictionary = 0x01;
    FieldReader fields{frame};
    const bool is_frame = fields.number<std::uint32_t>() == kMagic;
    const unsigned flags = fields.number<std::uint8_t>();
    fields.take(1 + ((flags & kContentSize) != 0 ? 8 : 0) + 1);
    if (!is_frame || (flags & kVersionMask) != kVersion1 || (flags & kDictionary) != 0) return {};
    std::vector<std::byte> result(bytes);
    std::size_t done = 0;
    while (const auto size = fields.number<std::uint32_t>()) {
        const auto block = fields.take(size & ~kStored);
        const std::size_t room = bytes - done;
        if (!fields.good() || ((size & kStored) != 0 && block.size() > room)) return {};
        if ((size & kStored) != 0) {
            std::copy(block.begin(), block.end(), result.begin() + static_cast<std::ptrdiff_t>(done));
            done += block.size();
        } else {
            // What is in front of it may be referred to: harmless where blocks are independent.
            const int made = LZ4_decompress_safe_usingDict(
                reinterpret_cast<const char*>(block.data()), reinterpret_cast<char*>(result.data() + done), static_cast<int>(block.size()),
                static_cast<int>(room), reinterpret_cast<const char*>(result.data()), static_cast<int>(done));
            if (made < 0) return {};
            done += static_cast<std::size_t>(made);
        }
        if ((flags & kBlockSums) != 0) fields.take(4);
    }
    if ((flags & kContentSum) != 0) fields.take(4);
    return fields.good() && fields.rest().empty() && done == bytes ? result : std::vector<std::byte>{};
}

}  // namespace seqboard::record
