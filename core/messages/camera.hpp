// What a camera sees.
#pragma once

#include "core/message.hpp"

namespace seqboard {

inline constexpr std::uint32_t kCameraFrameWidth_px = 160, kCameraFrameHeight_px = 120;

/// One grey picture, at most 160 by 120: 19 KB, of which the slot of camera_node holds two. Large: read it with a view
/// and write it through a loan, so that nothing is copied.
struct CameraFrame {
    std::uint64_t exposed_at_ns = 0;  ///< on the board's clock, as the camera's driver stamps it: mostly when the exposure ended
    std::uint32_t sequence = 0;       ///< counted by the camera; begins anew with it
    std::uint32_t dropped = 0;        ///< pictures that were taken and never published, since the node started
    std::uint16_t width_px = 0;
    std::uint16_t height_px = 0;
    std::array<std::uint8_t, 4> reserved{};
    std::array<std::uint8_t, std::size_t{kCameraFrameWidth_px} * kCameraFrameHeight_px>
        grey{};  ///< brightness, 0 is black; rows from the top, width_px each without gaps, zero behind the last
};
SEQBOARD_MESSAGE(CameraFrame, exposed_at_ns, sequence, dropped, width_px, height_px, reserved, grey);

}  // namespace seqboard
