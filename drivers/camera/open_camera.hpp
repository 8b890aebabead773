// The front door to cameras.
#pragma once

#include <memory>

#include "drivers/camera/v4l2_camera.hpp"

namespace seqboard {

/// `request.device` is what V4l2Camera takes, or "pattern" for a PatternCamera. Not there yet is no error. Throws StartError{kConfig} if no
/// device is named, or for a period that is none: 1 ms to 10 s.
std::unique_ptr<Camera> open_camera(const CameraRequest& request);

}  // namespace seqboard
