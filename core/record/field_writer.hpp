// Fields of MCAP records: little-endian numbers, texts and maps with their length in front.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/record/mcap_format.hpp"

namespace seqboard::record {

class FieldWriter {
public:
    template <std::unsigned_integral N>
    void number(N value) {
        for (std::size_t i = 0; i < sizeof value; ++i) bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
    }
    void raw(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    void text(std::string_view text) {
        number(static_cast<std::uint32_t>(text.size()));
        raw(std::as_bytes(std::span{text}));
    }
    void map(const KeyValues& values);

    /// What `fill` writes, with its length in bytes, a 32-bit number, in front.
    template <class Fill>
    void counted(Fill&& fill) {
        const std::size_t at = bytes_.size();
        number(std::uint32_t{0});
        fill();
        put_length(at, bytes_.size() - at - sizeof(std::uint32_t), sizeof(std::uint32_t));
    }

    /// A whole record: op, length, what `fill` writes.
    template <class Fill>
    void record(McapOp op, Fill&& fill) {
        number(static_cast<std::uint8_t>(op));
        const std::size_t at = bytes_.size();
        number(std::uint64_t{0});
        fill();
        put_length(at, bytes_.size() - at - sizeof(std::uint64_t), sizeof(std::uint64_t));
    }

    void clear() noexcept { bytes_.clear(); }
    std::span<const std::byte> bytes() const noexcept { return bytes_; }

private:
    void put_length(std::size_t at, std::size_t length, std::size_t width) {
        for (std::size_t i = 0; i < width; ++i) bytes_[at + i] = static_cast<std::byte>(std::uint64_t{length} >> (8 * i));
    }

    std::vector<std::byte> bytes_;
};

inline void FieldWriter::map(const KeyValues& values) {
    counted([&] {
        for (const auto& [key, value] : values) {
            text(key);
            text(value);
        }
    });
}

}  // namespace seqboard::record
