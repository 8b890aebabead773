// A Unix socket's name as the kernel wants it.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <string>

#include "core/exit_code.hpp"

namespace seqboard {

class SocketAddress {
public:
    /// Throws StartError{kConfig} for a path longer than the kernel takes (107 bytes).
    explicit SocketAddress(const std::string& path) {
        if (path.size() >= sizeof address_.sun_path)
            throw StartError{
                ExitCode::kConfig,
                "socket '" + path + "': the path is longer than the 107 bytes that the kernel takes; choose a shorter --root or name"};
        address_.sun_family = AF_UNIX;
        path.copy(address_.sun_path, path.size());
    }

    const sockaddr* get() const noexcept { return reinterpret_cast<const sockaddr*>(&address_); }
    socklen_t size() const noexcept { return sizeof address_; }

private:
    sockaddr_un address_{};
};

}  // namespace seqboard
