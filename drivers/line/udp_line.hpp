// A line over UDP: a frame is a datagram.
#pragma once

#include <netinet/in.h>

#include "core/file_descriptor.hpp"
#include "drivers/line/line.hpp"

namespace seqboard {

class UdpLine final : public Line {
public:
    UdpLine(const sockaddr_in& address, bool listens, const std::string& where);
    void send(std::span<const std::uint8_t> frame) noexcept override;
    std::size_t receive(std::span<std::uint8_t> buffer) noexcept override;

private:
    int fd() noexcept override { return socket_.get(); }

    FileDescriptor socket_;
    sockaddr_in peer_{};  ///< port 0: nobody yet
};

}  // namespace seqboard
