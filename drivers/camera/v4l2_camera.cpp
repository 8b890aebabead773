#include "drivers/camera/v4l2_camera.hpp"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include <cstdio>
#include <cstring>
#include <utility>

namespace seqboard {

namespace {

constexpr int kMostDevices = 32;
constexpr Duration kLookInterval = std::chrono::seconds{1};
constexpr Duration kSilence = std::chrono::seconds{2};

v4l2_buffer buffer_of(std::uint32_t index) noexcept {
    v4l2_buffer buffer{};
    buffer.index = index;
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    return buffer;
}

/// Kernels before 3.9, and drivers that do not say so, stamp with another clock.
Time stamp_of(const v4l2_buffer& buffer, Time now) noexcept {
    if ((buffer.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) != V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC) return now;
    return Time{std::chrono::seconds{buffer.timestamp.tv_sec} + std::chrono::microseconds{buffer.timestamp.tv_usec}};
}

}  // namespace

int V4l2Camera::kernel_ioctl(int fd, unsigned long request, void* argument) { return ::ioctl(fd, request, argument); }

V4l2Camera::V4l2Camera(CameraRequest request, Ioctl ioctl, std::string folder)
    : request_{std::move(request)}, ioctl_{ioctl}, folder_{std::move(folder)} {}

int V4l2Camera::call(unsigned long request, void* argument) noexcept {
    int result = 0;
    do result = ioctl_(fd_.get(), request, argument);
    while (result < 0 && errno == EINTR);
    return result;
}

void V4l2Camera::look(Time now) noexcept {
    if (looked_ && now - *looked_ < kLookInterval) return;
    looked_ = now;
    if (open() && start()) gave_at_ = now;
    else close();
}

bool V4l2Camera::open() noexcept {
    if (request_.device.starts_with('/')) return open_path(request_.device.c_str(), true);
    for (int number = 0; number < kMostDevices; ++number) {
        std::array<char, 128> path;
        std::snprintf(path.data(), path.size(), "%s/video%d", folder_.c_str(), number);
        if (open_path(path.data(), false)) return true;
    }
    return false;
}

/// A camera has several devices of one name; the others (metadata, outputs) capture no pictures.
bool V4l2Camera::open_path(const char* path, bool any_name) noexcept {
    fd_ = FileDescriptor{::open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)};
    v4l2_capability can{};
    if (!fd_ || call(VIDIOC_QUERYCAP, &can) < 0) return false;
    constexpr std::uint32_t kNeeded = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    const std::uint32_t does = (can.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? can.device_caps : can.capabilities;
    const std::string_view name{reinterpret_cast<const char*>(can.card),
                                ::strnlen(reinterpret_cast<const char*>(can.card), sizeof can.card)};
    return (does & kNeeded) == kNeeded && (any_name || name == request_.device);
}

bool V4l2Camera::start() noexcept {
    if (!choose_format()) return false;
    v4l2_streamparm rate{};
    rate.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    rate.parm.capture.timeperframe = {static_cast<std::uint32_t>(request_.period / std::chrono::milliseconds{1}), 1000};
    if (request_.period > Duration::zero()) call(VIDIOC_S_PARM, &rate);
    if (!map_buffers()) return false;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    last_sequence_.reset();
    return call(VIDIOC_STREAMON, &type) == 0;
}

/// A driver that has not what it is asked for answers with what it has.
bool V4l2Camera::choose_format() noexcept {
    for (const std::uint32_t wanted : {V4L2_PIX_FMT_GREY, V4L2_PIX_FMT_YUYV}) {
        v4l2_format format{};
        format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        format.fmt.pix.width = request_.width_px;
        format.fmt.pix.height = request_.height_px;
        format.fmt.pix.pixelformat = wanted;
        if (call(VIDIOC_S_FMT, &format) < 0) continue;
        const v4l2_pix_format& got = format.fmt.pix;
        if (got.pixelformat != V4L2_PIX_FMT_GREY && got.pixelformat != V4L2_PIX_FMT_YUYV) continue;
        frame_ = {.width_px = got.width,
                  .height_px = got.height,
                  .stride_bytes = got.bytesperline,
                  .format = got.pixelformat == V4L2_PIX_FMT_GREY ? PixelFormat::kGrey : PixelFormat::kYuyv};
        if (frame_.stride_bytes == 0) frame_.stride_bytes = frame_.width_px * bytes_per_pixel(frame_.format);
        return true;
    }
    return false;
}

bool V4l2Camera::map_buffers() noexcept {
    v4l2_requestbuffers wanted{};
    wanted.count = kMostBuffers;
    wanted.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    wanted.memory = V4L2_MEMORY_MMAP;
    if (call(VIDIOC_REQBUFS, &wanted) < 0 || wanted.count < 2 || wanted.count > kMostBuffers) return false;
    for (std::uint32_t i = 0; i < wanted.count; ++i) {
        v4l2_buffer buffer = buffer_of(i);
        if (call(VIDIOC_QUERYBUF, &buffer) < 0) return false;
        void* const start =
            ::mmap(nullptr, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, fd_.get(), static_cast<off_t>(buffer.m.offset));
        if (start == MAP_FAILED) return false;
        buffers_[i] = {start, buffer.length};
        if (!give_back(i)) return false;
    }
    return true;
}

void V4l2Camera::close() noexcept {
    for (Buffer& buffer : buffers_) {
        if (buffer.start != nullptr) ::munmap(buffer.start, buffer.bytes);
        buffer = {};
    }
    held_.reset();
    fd_ = FileDescriptor{};  // stops the stream and frees the buffers
}

bool V4l2Camera::give_back(std::uint32_t buffer) noexcept {
    v4l2_buffer empty = buffer_of(buffer);
    return call(VIDIOC_QBUF, &empty) == 0;
}

/// Gaps are pictures for which no buffer was free.
void V4l2Camera::count(std::uint32_t sequence) noexcept {
    if (last_sequence_ && sequence - *last_sequence_ < 1u << 31 && sequence != *last_sequence_) dropped_ += sequence - *last_sequence_ - 1;
    last_sequence_ = sequence;
}

/// The next filled buffer that is no garbage. Nothing, with errno: EAGAIN if there is none yet.
std::optional<std::uint32_t> V4l2Camera::take(Time now) noexcept {
    for (std::uint32_t tries = 0; tries < kMostBuffers; ++tries) {
        v4l2_buffer buffer = buffer_of(0);
        if (call(VIDIOC_DQBUF, &buffer) < 0) return std::nullopt;
        if (buffer.index >= kMostBuffers || buffer.bytesused > buffers_[buffer.index].bytes) {
            errno = EPROTO;
            return std::nullopt;
        }
        count(buffer.sequence);
        if ((buffer.flags & V4L2_BUF_FLAG_ERROR) == 0) {
            frame_.exposed_at = stamp_of(buffer, now);
            frame_.sequence = buffer.sequence;
            frame_.bytes = {static_cast<const std::uint8_t*>(buffers_[buffer.index].start), buffer.bytesused};
            return buffer.index;
        }
        ++dropped_;
        if (!give_back(buffer.index)) return std::nullopt;
    }
    errno = EAGAIN;
    return std::nullopt;
}

std::optional<RawFrame> V4l2Camera::next(Time now) noexcept {
    if (!fd_) look(now);
    if (!fd_) return std::nullopt;
    bool works = !held_ || give_back(*std::exchange(held_, std::nullopt));
    for (std::uint32_t tries = 0; works && tries < kMostBuffers; ++tries) {
        const auto newer = take(now);
        if (!newer) {
            works = errno == EAGAIN;
            break;
        }
        if (held_) ++dropped_, works = give_back(*held_);
        held_ = *newer;
        gave_at_ = now;
    }
    if (!works || now - gave_at_ >= kSilence) close();
    if (!held_) return std::nullopt;
    return frame_;
}

}  // namespace seqboard
