#include "drivers/camera/open_camera.hpp"

#include "core/exit_code.hpp"
#include "drivers/camera/pattern_camera.hpp"

namespace seqboard {

std::unique_ptr<Camera> open_camera(const CameraRequest& request) {
    if (request.device.empty())
        throw StartError{ExitCode::kConfig,
                         "camera: no device is named; expected /dev/video0 or another number, its name as /sys/class/video4linux/*/name "
                         "has it, or pattern"};
    if (request.period < std::chrono::milliseconds{1} || request.period > std::chrono::seconds{10})
        throw StartError{ExitCode::kConfig, "camera '" + request.device + "': a picture every " + text_of(request.period) +
                                                "; expected 1 ms to 10 s from one to the next"};
    if (request.device == "pattern") return std::make_unique<PatternCamera>(request.width_px, request.height_px, request.period);
    return std::make_unique<V4l2Camera>(request);
}

}  // namespace seqboard
