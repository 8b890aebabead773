// The check of the link's frames.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace seqboard::link {

namespace detail {

constexpr auto crc_of_byte() {
    std::array<std::uint16_t, 256> table{};
    for (unsigned byte = 0; byte < table.size(); ++byte) {
        unsigned crc = byte << 8;
        for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021 : 0);
        table[byte] = static_cast<std::uint16_t>(crc);
    }
    return table;
}
inline constexpr std::array<std::uint16_t, 256> kCrcOfByte = crc_of_byte();

}  // namespace detail

/// CRC-16/CCITT: polynomial 0x1021, begins with 0xFFFF, highest bit first, nothing added at the end; "123456789" gives 0x29B1 (the catalogue
/// of parametrised CRC algorithms calls it CRC-16/IBM-3740). Finds every burst of up to 16 bits, and all but one in 65536 of the others.
constexpr std::uint16_t crc16_ccitt(std::span<const std::uint8_t> bytes) noexcept {
    unsigned crc = 0xffff;
    for (const std::uint8_t byte : bytes) crc = ((crc << 8) & 0xffff) ^ detail::kCrcOfByte[(crc >> 8) ^ byte];
    return static_cast<std::uint16_t>(crc);
}

}  // namespace seqboard::link
