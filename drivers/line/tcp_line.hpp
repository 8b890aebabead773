// A line over TCP.
#pragma once

#include <netinet/in.h>

#include "core/file_descriptor.hpp"
#include "drivers/line/line.hpp"

namespace seqboard {

/// Connects, or takes one caller at a time: the newest. A connection that ends is made again, at most five times a second.
class TcpLine final : public Line {
public:
    TcpLine(const sockaddr_in& address, bool listens, const std::string& where);
    void send(std::span<const std::uint8_t> frame) noexcept override;
    std::size_t receive(std::span<std::uint8_t> buffer) noexcept override;

private:
    int fd() noexcept override;
    void look_for_peer() noexcept;
    void connect() noexcept;

    sockaddr_in address_;
    FileDescriptor listener_;
    FileDescriptor peer_;
    Time tried_{};
};

}  // namespace seqboard
