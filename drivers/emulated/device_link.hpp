// The way to a device model in another process: a driver's emulated backend asks, the model answers.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "core/file_descriptor.hpp"
#include "drivers/emulated/socket_address.hpp"

namespace seqboard {

/// One connection to an emulated bus, a Unix socket that keeps packets whole. Each exchange is two system calls and waits for the
/// model, at most a second; after that, or when the model has gone, the link is closed and every exchange fails at once.
/// One thread at a time.
class DeviceLink {
public:
    static constexpr std::size_t kMaxPacket = 4096;

    /// Throws StartError{kUnavailable} naming the socket if no model listens there.
    explicit DeviceLink(const std::string& socket);

    /// The bytes of the answer, in `answer`; nothing if there is none.
    std::optional<std::size_t> exchange(std::span<const std::byte> question, std::span<std::byte> answer) noexcept;

    /// Looks for a model at the same socket again. False, with errno, if nobody listens.
    bool reconnect() noexcept;

    bool is_open() const noexcept { return static_cast<bool>(fd_); }

private:
    SocketAddress address_;
    FileDescriptor fd_;
};

}  // namespace seqboard
