#include "drivers/line/stream.hpp"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

namespace seqboard {

namespace {

constexpr int kPatience_ms = 100;

}  // namespace

bool write_stream(int fd, std::span<const std::uint8_t> bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        } else if (count < 0 && errno == EAGAIN) {
            pollfd poll{fd, POLLOUT, 0};
            if (::poll(&poll, 1, kPatience_ms) <= 0) return true;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

std::optional<std::size_t> read_stream(int fd, std::span<std::uint8_t> buffer) noexcept {
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count > 0) return static_cast<std::size_t>(count);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    return std::nullopt;
}

}  // namespace seqboard
