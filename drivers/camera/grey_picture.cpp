#include "drivers/camera/grey_picture.hpp"

#include <algorithm>

namespace seqboard {

namespace {

constexpr std::uint32_t kLargestSquare = 16;

constexpr std::uint32_t rounded_up(std::uint32_t number, std::uint32_t by) noexcept { return (number + by - 1) / by; }

bool is_whole(const RawFrame& frame) noexcept {
    const std::size_t row_bytes = frame.width_px * bytes_per_pixel(frame.format);
    return frame.width_px > 0 && frame.height_px > 0 && frame.stride_bytes >= row_bytes &&
           (frame.height_px - 1) * frame.stride_bytes + row_bytes <= frame.bytes.size();
}

template <std::size_t kPixelBytes>
std::uint32_t sum_of(const std::uint8_t* first, std::size_t stride_bytes, std::uint32_t side) noexcept {
    std::uint32_t sum = 0;
    for (std::uint32_t y = 0; y < side; ++y, first += stride_bytes)
        for (std::uint32_t x = 0; x < side; ++x) sum += first[x * kPixelBytes];
    return sum;
}

template <std::size_t kPixelBytes>
void scale(const RawFrame& frame, PictureSize size, std::uint32_t side, std::uint8_t* grey) noexcept {
    // A multiplication for the division that an ARM920T has not: 255 squares' worth of pixels times this stays below 2^24.
    const std::uint32_t parts = (65536 + side * side / 2) / (side * side);
    const std::uint8_t* row = frame.bytes.data();
    for (std::uint32_t y = 0; y < size.height_px; ++y, row += side * frame.stride_bytes) {
        const std::uint8_t* square = row;
        for (std::uint32_t x = 0; x < size.width_px; ++x, square += side * kPixelBytes)
            *grey++ =
                static_cast<std::uint8_t>(std::min(255u, (sum_of<kPixelBytes>(square, frame.stride_bytes, side) * parts + 32768) >> 16));
    }
}

}  // namespace

PictureSize to_grey(const RawFrame& frame, PictureSize most, std::span<std::uint8_t> grey) noexcept {
    if (!is_whole(frame) || most.width_px == 0 || most.height_px == 0 || std::size_t{most.width_px} * most.height_px > grey.size())
        return {};
    const std::uint32_t side = std::max(rounded_up(frame.width_px, most.width_px), rounded_up(frame.height_px, most.height_px));
    if (side > kLargestSquare) return {};
    const PictureSize size{frame.width_px / side, frame.height_px / side};
    if (frame.format == PixelFormat::kYuyv) scale<2>(frame, size, side, grey.data());
    else scale<1>(frame, size, side, grey.data());
    const auto used = static_cast<std::ptrdiff_t>(std::size_t{size.width_px} * size.height_px);
    std::fill(grey.begin() + used, grey.end(), std::uint8_t{0});
    return size;
}

}  // namespace seqboard
