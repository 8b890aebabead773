// CRC-32 as zlib, PNG and MCAP have it: polynomial 0x04c11db7, reflected, all ones before and after.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

namespace seqboard::record {

namespace detail {

/// Four tables of 256: one step takes four bytes (M. E. Kounavis, F. L. Berry, "Novel Table Lookup-Based Algorithms for
/// High-Performance CRC Generation", IEEE Transactions on Computers 57, 2008).
constexpr auto crc_tables() {
    std::array<std::array<std::uint32_t, 256>, 4> tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? 0xedb88320u : 0u);
        tables[0][i] = value;
    }
    for (std::size_t t = 1; t < tables.size(); ++t)
        for (std::size_t i = 0; i < 256; ++i) tables[t][i] = (tables[t - 1][i] >> 8) ^ tables[0][tables[t - 1][i] & 0xff];
    return tables;
}
inline constexpr auto kCrcTables = crc_tables();

}  // namespace detail

/// `before`: the CRC of what stands in front of these bytes.
inline std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before = 0) noexcept {
    static_assert(std::endian::native == std::endian::little);
    constexpr std::ptrdiff_t kWordBytes = 4;
    const auto& tables = detail::kCrcTables;
    std::uint32_t crc = ~before;
    const std::byte* at = bytes.data();
    const std::byte* const end = at + bytes.size();
    const auto take_byte = [&] { crc = (crc >> 8) ^ tables[0][(crc ^ std::to_integer<std::uint32_t>(*at++)) & 0xff]; };
    while (at != end && reinterpret_cast<std::uintptr_t>(at) % kWordBytes != 0) take_byte();
    for (; end - at >= kWordBytes; at += kWordBytes) {
        std::uint32_t word = 0;  // one load: an ARM920T has none for words that are not aligned
        std::memcpy(&word, std::assume_aligned<kWordBytes>(at), sizeof word);
        crc ^= word;
        crc = tables[3][crc & 0xff] ^ tables[2][(crc >> 8) & 0xff] ^ tables[1][(crc >> 16) & 0xff] ^ tables[0][crc >> 24];
    }
    while (at != end) take_byte();
    return ~crc;
}

}  // namespace seqboard::record
