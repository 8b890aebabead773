// An input device of the Linux kernel.
#pragma once

#include <string>

#include "core/file_descriptor.hpp"
#include "drivers/input/input_device.hpp"

namespace seqboard {

/// /dev/input/event*, by path or by the name it gives itself (EVIOCGNAME; `cat /proc/bus/input/devices` lists them). A path's number
/// may be another one after a replug, a name stays.
class EvdevDevice final : public InputDevice {
public:
    using Ioctl = int (*)(int fd, unsigned long request, void* argument);
    static int kernel_ioctl(int fd, unsigned long request, void* argument);

    /// A `device` that begins with a slash is a path. Opens nothing.
    explicit EvdevDevice(std::string device, Ioctl ioctl = kernel_ioctl, std::string folder = "/dev/input");

    /// By name it costs one open() for each of 32 numbers, or until it is found.
    bool open() noexcept override;
    bool is_open() const noexcept override { return static_cast<bool>(fd_); }
    std::optional<std::size_t> read(std::span<std::uint8_t> buffer) noexcept override;
    std::optional<AxisPosition> axis(std::uint16_t code) noexcept override;
    std::optional<KeyBits> keys() noexcept override;

private:
    bool open_path(const char* path, bool any_name) noexcept;
    int ask(unsigned long request, void* argument) noexcept;

    std::string device_;
    Ioctl ioctl_;
    std::string folder_;
    FileDescriptor fd_;
};

}  // namespace seqboard
