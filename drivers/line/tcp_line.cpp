#include "drivers/line/tcp_line.hpp"

#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cstring>

#include "core/exit_code.hpp"
#include "drivers/line/stream.hpp"

namespace seqboard {

namespace {

constexpr Duration kTryInterval = std::chrono::milliseconds{200};
constexpr int kConnectLimit_ms = 100;
constexpr int kOn = 1;

FileDescriptor tcp_socket() noexcept { return FileDescriptor{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)}; }

/// A frame goes at once: the other end waits for it.
void send_at_once(int socket) noexcept { ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &kOn, sizeof kOn); }

}  // namespace

TcpLine::TcpLine(const sockaddr_in& address, bool listens, const std::string& where) : address_{address} {
    if (!listens) return;
    listener_ = tcp_socket();
    ::setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &kOn, sizeof kOn);
    if (::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address_), sizeof address_) != 0 || ::listen(listener_.get(), 1) != 0)
        throw StartError{ExitCode::kUnavailable,
                         where + " cannot be listened to: " + std::strerror(errno) + "; does another program have that port?"};
}

void TcpLine::send(std::span<const std::uint8_t> frame) noexcept {
    if (peer_ && !write_stream(peer_.get(), frame)) peer_ = FileDescriptor{};
}

std::size_t TcpLine::receive(std::span<std::uint8_t> buffer) noexcept {
    look_for_peer();
    if (!peer_) return 0;
    const std::optional<std::size_t> count = read_stream(peer_.get(), buffer);
    if (!count) peer_ = FileDescriptor{};
    return count.value_or(0);
}

/// A caller is found when the one before has left or been silent: waiting is for the one that is there.
int TcpLine::fd() noexcept { return peer_ ? peer_.get() : listener_.get(); }

void TcpLine::look_for_peer() noexcept {
    if (!listener_) return connect();
    FileDescriptor caller{::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (!caller) return;
    send_at_once(caller.get());
    peer_ = std::move(caller);
}

void TcpLine::connect() noexcept {
    if (peer_ || monotonic_now() - tried_ < kTryInterval) return;
    tried_ = monotonic_now();
    FileDescriptor socket = tcp_socket();
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address_), sizeof address_) != 0) {
        pollfd poll{socket.get(), POLLOUT, 0};
        int error = errno;
        socklen_t size = sizeof error;
        if (error != EINPROGRESS || ::poll(&poll, 1, kConnectLimit_ms) != 1) return;
        if (::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) return;
    }
    send_at_once(socket.get());
    peer_ = std::move(socket);
}

}  // namespace seqboard
