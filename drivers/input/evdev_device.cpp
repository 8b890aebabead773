#include "drivers/input/evdev_device.hpp"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>

#include <array>
#include <cstdio>
#include <utility>

namespace seqboard {

namespace {

constexpr int kMostDevices = 32;  // of evdev, EVDEV_MINORS

}  // namespace

int EvdevDevice::kernel_ioctl(int fd, unsigned long request, void* argument) { return ::ioctl(fd, request, argument); }

EvdevDevice::EvdevDevice(std::string device, Ioctl ioctl, std::string folder)
    : device_{std::move(device)}, ioctl_{ioctl}, folder_{std::move(folder)} {}

bool EvdevDevice::open() noexcept {
    fd_ = FileDescriptor{};
    if (device_.starts_with('/')) return open_path(device_.c_str(), true);
    int refused = ENODEV;
    for (int number = 0; number < kMostDevices; ++number) {
        std::array<char, 128> path;
        std::snprintf(path.data(), path.size(), "%s/event%d", folder_.c_str(), number);
        if (open_path(path.data(), false)) return true;
        if (errno == EACCES) refused = EACCES;  // it may be that one
    }
    errno = refused;
    return false;
}

/// Asked for its name, a file that is no input device gives itself away.
bool EvdevDevice::open_path(const char* path, bool any_name) noexcept {
    FileDescriptor fd{::open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
    if (!fd) return false;
    std::array<char, 256> name{};
    if (ioctl_(fd.get(), EVIOCGNAME(255), name.data()) < 0) return false;
    if (!any_name && device_ != name.data()) {
        errno = ENODEV;
        return false;
    }
    fd_ = std::move(fd);
    return true;
}

std::optional<std::size_t> EvdevDevice::read(std::span<std::uint8_t> buffer) noexcept {
    if (!fd_) return std::nullopt;
    const ssize_t count = ::read(fd_.get(), buffer.data(), buffer.size());
    if (count > 0) return static_cast<std::size_t>(count);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    fd_ = FileDescriptor{};  // ENODEV: unplugged
    return std::nullopt;
}

std::optional<AxisPosition> EvdevDevice::axis(std::uint16_t code) noexcept {
    input_absinfo info{};
    if (code >= ABS_CNT || ask(EVIOCGABS(code), &info) < 0) return std::nullopt;
    return AxisPosition{.value = info.value, .minimum = info.minimum, .maximum = info.maximum, .flat = info.flat};
}

std::optional<KeyBits> EvdevDevice::keys() noexcept {
    static_assert(sizeof(KeyBits) * 8 == KEY_CNT);
    KeyBits keys{};
    if (ask(EVIOCGKEY(sizeof keys), keys.data()) < 0) return std::nullopt;
    return keys;
}

/// EINVAL is a device without such an axis, which stays open.
int EvdevDevice::ask(unsigned long request, void* argument) noexcept {
    if (!fd_) return -1;
    const int answer = ioctl_(fd_.get(), request, argument);
    if (answer < 0 && errno != EINVAL) fd_ = FileDescriptor{};
    return answer;
}

}  // namespace seqboard
