// A picture as a camera gives it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/time.hpp"

namespace seqboard {

enum class PixelFormat : std::uint8_t {
    kGrey,  ///< a byte each
    kYuyv,  ///< two bytes each, the first is its brightness
};

constexpr std::size_t bytes_per_pixel(PixelFormat format) noexcept { return format == PixelFormat::kYuyv ? 2 : 1; }

/// Rows from the top, pixels from the left. The bytes stay the camera's.
struct RawFrame {
    std::uint32_t width_px = 0;
    std::uint32_t height_px = 0;
    std::size_t stride_bytes = 0;  ///< from one row to the next
    PixelFormat format = PixelFormat::kGrey;
    Time exposed_at{};           ///< as the camera's driver stamps it: mostly when the exposure ended
    std::uint32_t sequence = 0;  ///< counted by the camera
    std::span<const std::uint8_t> bytes{};
};

}  // namespace seqboard
