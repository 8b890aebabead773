#include "drivers/line/serial_line.hpp"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cstring>

#include "core/exit_code.hpp"
#include "drivers/line/stream.hpp"

namespace seqboard {

namespace {

constexpr Duration kLookInterval = std::chrono::seconds{1};

[[noreturn]] void fail(const std::string& path) {
    throw StartError{ExitCode::kSystem, "pty:" + path + ": the pseudo terminal or the link to it cannot be made: " + std::strerror(errno)};
}

}  // namespace

void SerialLine::send(std::span<const std::uint8_t> frame) noexcept {
    if (port_.is_open()) write_stream(port_.fd(), frame);
}

std::size_t SerialLine::receive(std::span<std::uint8_t> buffer) noexcept {
    if (!port_.is_open() && monotonic_now() - looked_ > kLookInterval) {
        looked_ = monotonic_now();
        port_ = SerialPort::try_open(device_.c_str(), baud_);
    }
    return port_.read(buffer).value_or(0);
}

PtyLine::PtyLine(const std::string& path) : path_{path}, master_{::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)} {
    char device[64];
    if (!master_ || ::grantpt(master_.get()) != 0 || ::unlockpt(master_.get()) != 0 ||
        ::ptsname_r(master_.get(), device, sizeof device) != 0)
        fail(path_);
    slave_ = FileDescriptor{::open(device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
    termios mode{};
    if (!slave_ || ::tcgetattr(slave_.get(), &mode) != 0) fail(path_);
    ::cfmakeraw(&mode);
    ::tcsetattr(slave_.get(), TCSANOW, &mode);
    struct stat old {};
    if (::lstat(path_.c_str(), &old) == 0 && S_ISLNK(old.st_mode)) ::unlink(path_.c_str());
    if (::symlink(device, path_.c_str()) != 0) fail(path_);
}

PtyLine::~PtyLine() { ::unlink(path_.c_str()); }

void PtyLine::send(std::span<const std::uint8_t> frame) noexcept { write_stream(master_.get(), frame); }

std::size_t PtyLine::receive(std::span<std::uint8_t> buffer) noexcept { return read_stream(master_.get(), buffer).value_or(0); }

}  // namespace seqboard
