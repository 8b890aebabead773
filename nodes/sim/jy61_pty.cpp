#include "nodes/sim/jy61_pty.hpp"

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
#include <cmath>
#include <cstring>
#include <filesystem>
#include <numeric>

#include "core/exit_code.hpp"
#include "core/schema/units.hpp"
#include "core/time.hpp"

namespace seqboard::sim {

namespace {

constexpr int kFullQueueBytes = 2048;  // the kernel's line discipline holds 4095

std::int16_t scaled(float value, float full_scale) {
    return static_cast<std::int16_t>(std::lround(std::clamp(value / full_scale * 32768.0f, -32768.0f, 32767.0f)));
}

int waiting_bytes(int fd) noexcept {
    int count = 0;
    return ::ioctl(fd, FIONREAD, &count) == 0 ? count : 0;
}

[[noreturn]] void fail(const std::string& link, const char* what) {
    throw StartError{ExitCode::kSystem, "emulated heading module '" + link + "': " + what + ": " + std::strerror(errno)};
}

}  // namespace

std::array<std::uint8_t, Jy61Parser::kPacketBytes> jy61_bytes(const Jy61Packet& packet) {
    std::array<std::uint8_t, Jy61Parser::kPacketBytes> bytes{0x55, static_cast<std::uint8_t>(packet.id)};
    for (std::size_t i = 0; i < packet.word.size(); ++i) {
        const auto word = static_cast<std::uint16_t>(packet.word[i]);
        bytes[2 + 2 * i] = static_cast<std::uint8_t>(word & 0xff);
        bytes[3 + 2 * i] = static_cast<std::uint8_t>(word >> 8);
    }
    bytes.back() = static_cast<std::uint8_t>(std::accumulate(bytes.begin(), bytes.end() - 1, 0u));
    return bytes;
}

std::array<std::uint8_t, 3 * Jy61Parser::kPacketBytes> jy61_cycle(const Jy61Motion& motion) {
    const auto temperature = static_cast<std::int16_t>(std::lround((motion.temperature_celsius - 36.53f) * 340.0f));
    const auto packet = [&](Jy61Id id, const std::array<float, 3>& axes, float full_scale) {
        return jy61_bytes(
            {.id = id, .word = {scaled(axes[0], full_scale), scaled(axes[1], full_scale), scaled(axes[2], full_scale), temperature}});
    };
    std::array<std::uint8_t, 3 * Jy61Parser::kPacketBytes> cycle;
    auto end = cycle.begin();
    for (const auto& bytes :
         {packet(Jy61Id::kAcceleration, motion.acceleration_m_s2, 16 * 9.80665f),
          packet(Jy61Id::kRate, motion.rate_rad_s, rad_from_deg(2000)), packet(Jy61Id::kAngle, motion.angle_rad, rad_from_deg(180))})
        end = std::copy(bytes.begin(), bytes.end(), end);
    return cycle;
}

Jy61Pty::Jy61Pty(std::string link, bool await_arrival) : link_{std::move(link)}, await_arrival_{await_arrival} {
    master_ = FileDescriptor{::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
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

Jy61Pty::~Jy61Pty() {
    if (!link_.empty()) ::unlink(link_.c_str());
}

void Jy61Pty::send(const Jy61Motion& motion) noexcept {
    if (waiting_bytes(slave_.get()) > kFullQueueBytes) ::tcflush(slave_.get(), TCIFLUSH);
    const auto cycle = jy61_cycle(motion);
    const int before = waiting_bytes(slave_.get());
    const bool sent = ::write(master_.get(), cycle.data(), cycle.size()) == static_cast<ssize_t>(cycle.size());
    if (sent && await_arrival_) wait_for(before + static_cast<int>(cycle.size()));
}

/// The kernel carries a pty's bytes over in a worker of its own, and a lock-step reader must find them all: a bound in turns
/// would make a busy machine's run differ. The bound in time is for a kernel that loses them.
void Jy61Pty::wait_for(int bytes) noexcept {
    const Time limit = monotonic_now() + std::chrono::seconds{1};
    while (waiting_bytes(slave_.get()) < bytes) {
        pollfd poll{slave_.get(), POLLIN, 0};
        ::poll(&poll, 1, 0);  // moves what is on its way, if nothing has arrived yet
        ::sched_yield();
        if (monotonic_now() > limit) return;
    }
}

}  // namespace seqboard::sim
