// Grey pictures from a camera.
#pragma once

#include <utility>

#include "core/messages/camera.hpp"
#include "core/node.hpp"
#include "drivers/camera/camera_self_test.hpp"
#include "drivers/camera/grey_picture.hpp"
#include "drivers/camera/open_camera.hpp"

namespace seqboard {

/// Publishes the newest picture in each step, made smaller until it fits into a CameraFrame. A camera that is not there is looked for once
/// a second, and nothing is published meanwhile: what it saw grows old. Each picture costs a pass over its pixels, see to_grey().
class CameraNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{100};

    struct Io {
        Setup& setup;
        std::string device = setup.param<std::string>("device");  ///< /dev/video0, its name in the kernel, or pattern
        int width_px = setup.param("width_px", 160, {16, 2560});  ///< asked of the camera, which gives what it can
        int height_px = setup.param("height_px", 120, {16, 1920});
        Duration frame_period = setup.param<Duration>("frame_period", kPeriod);  ///< asked of the camera too
        Output<CameraFrame> frame = setup.output<CameraFrame>("camera_frame", 2);
    };

    explicit CameraNode(Io io)
        : io_{std::move(io)},
          camera_{open_camera({.device = io_.device,
                               .width_px = static_cast<std::uint32_t>(io_.width_px),
                               .height_px = static_cast<std::uint32_t>(io_.height_px),
                               .period = io_.frame_period})} {}

    void step(const Tick& tick) {
        const auto picture = camera_->next(tick.now);
        tell();
        if (picture) publish(*picture);
    }

    static constexpr auto kSelfTest = "the lens uncovered, something light and something dark before it";
    SelfTest self_test(const SelfTestClock& clock) { return test_camera(*camera_, io_.frame_period, clock); }

private:
    void tell() {
        if (std::exchange(told_, camera_->is_present()) == camera_->is_present()) return;
        if (told_) log_line(LogLevel::kInfo, "the camera '%s' is there", io_.device.c_str());
        else
            log_line(LogLevel::kWarning, "the camera '%s' is not there, is in use, or gives no raw pictures; looking for it",
                     io_.device.c_str());
    }

    void publish(const RawFrame& picture) {
        auto frame = io_.frame.loan();
        const PictureSize size = to_grey(picture, {kCameraFrameWidth_px, kCameraFrameHeight_px}, frame->grey);
        if (size == PictureSize{}) {  // shorter than it says: the next one may be whole
            ++spoilt_;
            return;
        }
        frame->exposed_at_ns = ns_of(picture.exposed_at);
        frame->sequence = picture.sequence;
        frame->dropped = camera_->dropped() + spoilt_;
        frame->width_px = static_cast<std::uint16_t>(size.width_px);
        frame->height_px = static_cast<std::uint16_t>(size.height_px);
        frame->reserved = {};
        std::move(frame).commit();
    }

    Io io_;
    std::unique_ptr<Camera> camera_;
    std::uint32_t spoilt_ = 0;
    bool told_ = true;  ///< absent from the start is news
};

}  // namespace seqboard
