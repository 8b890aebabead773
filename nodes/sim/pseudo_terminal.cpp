#include "nodes/sim/pseudo_terminal.hpp"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "core/exit_code.hpp"
#include "core/time.hpp"

namespace seqboard::sim {

namespace {

constexpr int kFullQueueBytes = 2048;  // the kernel's line discipline holds 4095

int waiting_bytes(int fd) noexcept {
    int count = 0;
    return ::ioctl(fd, FIONREAD, &count) == 0 ? count : 0;
}

[[noreturn]] void fail(const std::string& link, const char* what) {
    throw StartError{ExitCode::kSystem, "emulated serial device '" + link + "': " + what + ": " + std::strerror(errno)};
}

}  // namespace

PseudoTerminal::PseudoTerminal(std::string link, bool await_arrival)
    : link_{std::move(link)}, await_arrival_{await_arrival}, master_{::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)} {
    if (!master_ || ::grantpt(master_.get()) != 0 || ::unlockpt(master_.get()) != 0) fail(link_, "no pseudo terminal");
    char device[64];
    if (::ptsname_r(master_.get(), device, sizeof device) != 0) fail(link_, "no pseudo terminal");
    slave_ = FileDescriptor{::open(device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
    termios mode{};
    if (!slave_ || ::tcgetattr(slave_.get(), &mode) != 0) fail(link_, device);
    ::cfmakeraw(&mode);
    ::tcsetattr(slave_.get(), TCSANOW, &mode);

    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path{link_}.parent_path(), ignored);
    struct stat old {};
    if (::lstat(link_.c_str(), &old) == 0 && S_ISLNK(old.st_mode)) ::unlink(link_.c_str());
    if (::symlink(device, link_.c_str()) != 0) fail(link_, "the link to its pseudo terminal cannot be made");
}

PseudoTerminal::~PseudoTerminal() {
    if (!link_.empty()) ::unlink(link_.c_str());
}

void PseudoTerminal::send(std::span<const std::uint8_t> bytes) noexcept {
    if (bytes.empty()) return;
    if (waiting_bytes(slave_.get()) > kFullQueueBytes) ::tcflush(slave_.get(), TCIFLUSH);
    const int before = waiting_bytes(slave_.get());
    const bool sent = ::write(master_.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    if (sent && await_arrival_) wait_for(before + static_cast<int>(bytes.size()));
}

/// The kernel carries a pty's bytes over in a worker of its own, and a lock-step reader must find them all: a bound in turns
/// would make a busy machine's run differ. The bound in time is for a kernel that loses them.
void PseudoTerminal::wait_for(int bytes) noexcept {
    const Time limit = monotonic_now() + std::chrono::seconds{1};
    while (waiting_bytes(slave_.get()) < bytes) {
        pollfd poll{slave_.get(), POLLIN, 0};
        ::poll(&poll, 1, 0);  // moves what is on its way, if nothing has arrived yet
        ::sched_yield();
        if (monotonic_now() > limit) return;
    }
}

/// A read of nothing fetches what is still on its way, so what was written before is found in lock-step too.
std::size_t PseudoTerminal::receive(std::span<std::uint8_t> buffer) noexcept {
    return static_cast<std::size_t>(std::max<ssize_t>(0, ::read(master_.get(), buffer.data(), buffer.size())));
}

int PseudoTerminal::baud() const noexcept {
    termios mode{};
    if (::tcgetattr(slave_.get(), &mode) != 0) return 0;
    switch (::cfgetispeed(&mode)) {
        case B115200: return 115200;
        case B9600: return 9600;
        default: return 0;
    }
}

}  // namespace seqboard::sim
