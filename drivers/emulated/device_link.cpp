#include "drivers/emulated/device_link.hpp"

#include <errno.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cstring>
#include <utility>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

constexpr timeval kPatience{1, 0};

}  // namespace

DeviceLink::DeviceLink(const std::string& socket) : address_{socket} {
    if (!reconnect())
        throw StartError{ExitCode::kUnavailable, "emulated bus '" + socket + "': nobody listens there (" + std::strerror(errno) +
                                                     "); is the simulator running, and ready before this node starts (after:)?"};
}

bool DeviceLink::reconnect() noexcept {
    FileDescriptor fd{::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)};
    if (!fd || ::connect(fd.get(), address_.get(), address_.size()) != 0) return false;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    fd_ = std::move(fd);
    return true;
}

std::optional<std::size_t> DeviceLink::exchange(std::span<const std::byte> question, std::span<std::byte> answer) noexcept {
    if (!fd_) return std::nullopt;
    if (::send(fd_.get(), question.data(), question.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(question.size())) {
        ssize_t size = 0;
        do size = ::recv(fd_.get(), answer.data(), answer.size(), 0);
        while (size < 0 && errno == EINTR);
        if (size > 0) return static_cast<std::size_t>(size);
    }
    fd_ = FileDescriptor{};  // an answer that came later would be taken for the next one
    return std::nullopt;
}

}  // namespace seqboard
