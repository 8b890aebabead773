#include "drivers/line/udp_line.hpp"

#include <errno.h>
#include <sys/socket.h>

#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard {

UdpLine::UdpLine(const sockaddr_in& address, bool listens, const std::string& where)
    : socket_{::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)} {
    if (!listens) peer_ = address;
    if (!socket_ || (listens && ::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0))
        throw StartError{ExitCode::kUnavailable,
                         where + " cannot be listened to: " + std::strerror(errno) + "; does another program have that port?"};
}

void UdpLine::send(std::span<const std::uint8_t> frame) noexcept {
    if (peer_.sin_port == 0) return;
    ::sendto(socket_.get(), frame.data(), frame.size(), 0, reinterpret_cast<const sockaddr*>(&peer_), sizeof peer_);
}

std::size_t UdpLine::receive(std::span<std::uint8_t> buffer) noexcept {
    sockaddr_in sender{};
    socklen_t size = sizeof sender;
    const ssize_t count = ::recvfrom(socket_.get(), buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&sender), &size);
    if (count <= 0) return 0;
    peer_ = sender;
    return static_cast<std::size_t>(count);
}

}  // namespace seqboard
