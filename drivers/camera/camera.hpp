// A camera. One interface, whatever stands behind it.
#pragma once

#include <optional>

#include "drivers/camera/raw_frame.hpp"

namespace seqboard {

/// One thread at a time. No call allocates.
class Camera {
public:
    Camera() = default;
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;
    virtual ~Camera() = default;

    /// The newest picture that has not been given yet; its bytes are valid until the next call. Nothing: there is none yet, or no camera,
    /// which is looked for again now and then.
    virtual std::optional<RawFrame> next(Time now) noexcept = 0;

    virtual bool is_present() const noexcept = 0;

    /// Pictures that were taken and never given: spoilt, or older than another one that was there already.
    virtual std::uint32_t dropped() const noexcept = 0;
};

}  // namespace seqboard
