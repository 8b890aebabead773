// A test pattern in place of a camera: the same pictures in every run.
#pragma once

#include <vector>

#include "drivers/camera/camera.hpp"

namespace seqboard {

/// Squares of all sizes that drift to the left, one pixel from picture to picture: pixel (x, y) of picture n is (x + n) xor y.
class PatternCamera final : public Camera {
public:
    PatternCamera(std::uint32_t width_px, std::uint32_t height_px, Duration period);

    std::optional<RawFrame> next(Time now) noexcept override;
    bool is_present() const noexcept override { return true; }
    std::uint32_t dropped() const noexcept override { return dropped_; }

private:
    std::uint32_t width_px_, height_px_;
    Duration period_;
    std::vector<std::uint8_t> pixels_;
    std::optional<Time> began_;
    std::uint32_t sequence_ = 0;  ///< of the next one
    std::uint32_t dropped_ = 0;
};

}  // namespace seqboard
