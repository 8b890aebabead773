#include "drivers/camera/pattern_camera.hpp"

namespace seqboard {

PatternCamera::PatternCamera(std::uint32_t width_px, std::uint32_t height_px, Duration period)
    : width_px_{width_px}, height_px_{height_px}, period_{period}, pixels_(std::size_t{width_px} * height_px) {}

std::optional<RawFrame> PatternCamera::next(Time now) noexcept {
    if (!began_) began_ = now;
    const auto newest = static_cast<std::uint32_t>((now - *began_) / period_);
    if (newest < sequence_) return std::nullopt;
    dropped_ += newest - sequence_;
    sequence_ = newest + 1;
    std::uint8_t* pixel = pixels_.data();
    for (std::uint32_t y = 0; y < height_px_; ++y)
        for (std::uint32_t x = 0; x < width_px_; ++x) *pixel++ = static_cast<std::uint8_t>((x + newest) ^ y);
    return RawFrame{.width_px = width_px_,
                    .height_px = height_px_,
                    .stride_bytes = width_px_,
                    .format = PixelFormat::kGrey,
                    .exposed_at = *began_ + newest * period_,
                    .sequence = newest,
                    .bytes = pixels_};
}

}  // namespace seqboard
