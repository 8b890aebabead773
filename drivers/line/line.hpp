// A way for frames to another machine: a serial line, UDP or TCP.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/time.hpp"

namespace seqboard {

/// May lose, double and reorder what is sent: whoever uses it has a protocol for that. One thread.
class Line {
public:
    virtual ~Line() = default;

    /// One frame. Dropped while nobody is at the other end; a stream that stays full for 100 ms gets only its beginning.
    virtual void send(std::span<const std::uint8_t> frame) noexcept = 0;

    /// Copies what has come in, zero bytes if there is nothing; never waits. The rest of a datagram that is longer than the buffer is lost.
    virtual std::size_t receive(std::span<std::uint8_t> buffer) noexcept = 0;

    /// Sleeps until something has come in, at most so long. False when a signal ended it.
    bool wait(Duration limit) noexcept;

protected:
    /// What to wait for now; -1: there is nothing yet, wait() just sleeps.
    virtual int fd() noexcept = 0;
};

/// `where`: serial:DEVICE:BAUD, pty:PATH (a serial line that ends in this process, its device is linked to PATH), udp:ADDRESS:PORT,
/// udp-listen:ADDRESS:PORT, tcp:ADDRESS:PORT, tcp-listen:ADDRESS:PORT; addresses are IPv4, 0.0.0.0 listens to every interface. Who listens
/// answers the one that spoke last. There is no protection: use networks of people you trust. Throws StartError.
std::unique_ptr<Line> open_line(const std::string& where);

}  // namespace seqboard
