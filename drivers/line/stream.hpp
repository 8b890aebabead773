// Bytes through a descriptor that does not wait by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace seqboard {

/// Writes all, or what goes in within 100 ms. False once the other end is gone.
bool write_stream(int fd, std::span<const std::uint8_t> bytes) noexcept;

/// Bytes copied, zero when there are none; nothing once the other end is gone.
std::optional<std::size_t> read_stream(int fd, std::span<std::uint8_t> buffer) noexcept;

}  // namespace seqboard
