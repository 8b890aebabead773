// A JY-61 heading module as a pseudo terminal: the real driver opens it and parses real bytes.
#pragma once

#include <span>
#include <string>

#include "core/file_descriptor.hpp"
#include "drivers/jy61_parser.hpp"

namespace seqboard::sim {

/// One packet as the module sends it.
std::array<std::uint8_t, Jy61Parser::kPacketBytes> jy61_bytes(const Jy61Packet& packet);

/// Acceleration, rate, angle. Values beyond full scale are clipped, as the module does.
std::array<std::uint8_t, 3 * Jy61Parser::kPacketBytes> jy61_cycle(const Jy61Motion& motion);

class Jy61Pty {
public:
    /// Makes the pair and a symbolic link to it at `link`, whose folder is made if it is missing. An older link is
    /// replaced; anything else at that path is refused. Throws StartError.
    /// `await_arrival`: the reader does not run while send() does, as in lock-step, and must find the bytes afterwards.
    explicit Jy61Pty(std::string link, bool await_arrival = true);
    Jy61Pty(const Jy61Pty&) = delete;
    Jy61Pty& operator=(const Jy61Pty&) = delete;
    ~Jy61Pty();

    /// Sends one cycle. When nobody reads for long, what waits is lost as in a UART.
    void send(const Jy61Motion& motion) noexcept;

    const std::string& link() const noexcept { return link_; }

private:
    void wait_for(int bytes) noexcept;

    std::string link_;
    bool await_arrival_;
    FileDescriptor master_;
    FileDescriptor slave_;  ///< kept open: without a reader the kernel would hang the line up
};

}  // namespace seqboard::sim
