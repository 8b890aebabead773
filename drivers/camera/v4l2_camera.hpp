// A camera of the Linux kernel.
#pragma once

#include <array>
#include <string>

#include "core/file_descriptor.hpp"
#include "drivers/camera/camera.hpp"

namespace seqboard {

struct CameraRequest {
    std::string device;            ///< "/dev/video0", or the name it gives itself (QUERYCAP's card, in /sys/class/video4linux/*/name)
    std::uint32_t width_px = 160;  ///< as near to it as the camera can
    std::uint32_t height_px = 120;
    Duration period{};  ///< from picture to picture; asked for, and left to the camera
};

/// Video4Linux with mapped buffers: no picture is copied. Grey pictures if the camera has them, else YUYV; one that gives compressed
/// pictures only is none. A camera that is not there, has gone (ENODEV) or has given nothing for two seconds is looked for once a
/// second. Opening takes as long as the camera's driver does, with USB some 0.1 s; a name costs one open() for each of 32 numbers, or
/// until it is found. Otherwise next() is three system calls for each picture, and one without.
/// Kernel: Documentation/userspace-api/media/v4l (mmap, QUERYCAP, buffer.rst's time stamps and flags).
class V4l2Camera final : public Camera {
public:
    using Ioctl = int (*)(int fd, unsigned long request, void* argument);
    static int kernel_ioctl(int fd, unsigned long request, void* argument);

    /// Opens nothing. `ioctl` and `folder` are the kernel's but in tests.
    explicit V4l2Camera(CameraRequest request, Ioctl ioctl = kernel_ioctl, std::string folder = "/dev");
    ~V4l2Camera() override { close(); }

    std::optional<RawFrame> next(Time now) noexcept override;
    bool is_present() const noexcept override { return static_cast<bool>(fd_); }
    std::uint32_t dropped() const noexcept override { return dropped_; }

private:
    static constexpr std::uint32_t kMostBuffers = 4;
    struct Buffer {
        void* start = nullptr;
        std::size_t bytes = 0;
    };

    void look(Time now) noexcept;
    bool open() noexcept;
    bool open_path(const char* path, bool any_name) noexcept;
    bool choose_format() noexcept;
    bool map_buffers() noexcept;
    bool start() noexcept;
    void close() noexcept;
    bool give_back(std::uint32_t buffer) noexcept;
    std::optional<std::uint32_t> take(Time now) noexcept;
    void count(std::uint32_t sequence) noexcept;
    int call(unsigned long request, void* argument) noexcept;

    CameraRequest request_;
    Ioctl ioctl_;
    std::string folder_;
    FileDescriptor fd_;
    std::array<Buffer, kMostBuffers> buffers_;
    RawFrame frame_;                     ///< of the newest picture; without bytes: the format
    std::optional<std::uint32_t> held_;  ///< the buffer that frame_ shows
    std::optional<std::uint32_t> last_sequence_;
    std::uint32_t dropped_ = 0;
    std::optional<Time> looked_;
    Time gave_at_{};
};

}  // namespace seqboard
