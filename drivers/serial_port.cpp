#include "drivers/serial_port.hpp"

#include <errno.h>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

struct Speed {
    int baud;
    speed_t code;
};
constexpr std::array kSpeeds = {Speed{9600, B9600},     Speed{19200, B19200},   Speed{38400, B38400},  Speed{57600, B57600},
                                Speed{115200, B115200}, Speed{230400, B230400}, Speed{460800, B460800}};

const Speed* find_speed(int baud) noexcept {
    for (const Speed& speed : kSpeeds)
        if (speed.baud == baud) return &speed;
    return nullptr;
}

/// VMIN 1: a read of nothing is EAGAIN, so that zero bytes mean a hang-up.
bool make_raw(int fd, speed_t speed) noexcept {
    termios mode{};
    if (::tcgetattr(fd, &mode) != 0) return false;
    ::cfmakeraw(&mode);
    mode.c_cflag |= CLOCAL | CREAD;
    mode.c_cflag &= ~static_cast<tcflag_t>(CSTOPB);
    mode.c_cc[VMIN] = 1;
    mode.c_cc[VTIME] = 0;
    ::cfsetispeed(&mode, speed);
    ::cfsetospeed(&mode, speed);
    return ::tcsetattr(fd, TCSANOW, &mode) == 0 && ::tcflush(fd, TCIFLUSH) == 0;
}

}  // namespace

SerialPort SerialPort::try_open(const char* device, int baud) noexcept {
    SerialPort port;
    const Speed* const speed = find_speed(baud);
    if (speed == nullptr) return port;
    FileDescriptor fd{::open(device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
    if (fd && make_raw(fd.get(), speed->code)) port.fd_ = std::move(fd);
    return port;
}

SerialPort::SerialPort(const std::string& device, int baud) {
    if (find_speed(baud) == nullptr)
        throw StartError{ExitCode::kConfig, "serial port '" + device + "': no UART speed of " + std::to_string(baud) +
                                                " baud; expected 9600, 19200, 38400, 57600, 115200, 230400 or 460800"};
    errno = 0;
    *this = try_open(device.c_str(), baud);
    if (!is_open())
        throw StartError{ExitCode::kUnavailable, "serial port '" + device + "' cannot be opened: " + std::strerror(errno) +
                                                     "; is the device connected, and is this user in its group (dialout)?"};
}

std::optional<std::size_t> SerialPort::read(std::span<std::uint8_t> buffer) noexcept {
    if (!fd_) return std::nullopt;
    const ssize_t count = ::read(fd_.get(), buffer.data(), buffer.size());
    if (count > 0) return static_cast<std::size_t>(count);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    fd_ = FileDescriptor{};
    return std::nullopt;
}

bool SerialPort::write(std::span<const std::uint8_t> bytes) noexcept {
    return fd_ && ::write(fd_.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
}

void SerialPort::change_speed(int baud) noexcept {
    const Speed* const speed = find_speed(baud);
    if (fd_ && (speed == nullptr || !make_raw(fd_.get(), speed->code))) fd_ = FileDescriptor{};
}

}  // namespace seqboard
