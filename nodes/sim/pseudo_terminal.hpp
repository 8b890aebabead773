// A UART's far end as a pseudo terminal: the real driver opens it and parses real bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/file_descriptor.hpp"

namespace seqboard::sim {

class PseudoTerminal {
public:
    /// Makes the pair and a symbolic link to it at `link`, whose folder is made if it is missing. An older link is
    /// replaced; anything else at that path is refused. Throws StartError.
    /// `await_arrival`: the reader does not run while send() does, as in lock-step, and must find the bytes afterwards.
    explicit PseudoTerminal(std::string link, bool await_arrival = true);
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;
    ~PseudoTerminal();

    /// When nobody reads for long, what waits is lost as in a UART.
    void send(std::span<const std::uint8_t> bytes) noexcept;

    /// What the driver has written since, as far as it fits; never waits.
    std::size_t receive(std::span<std::uint8_t> buffer) noexcept;

    /// The speed that the driver has set; zero if it is none that a heading module has.
    int baud() const noexcept;

    const std::string& link() const noexcept { return link_; }

private:
    void wait_for(int bytes) noexcept;

    std::string link_;
    bool await_arrival_;
    FileDescriptor master_;
    FileDescriptor slave_;  ///< kept open: without a reader the kernel would hang the line up
};

}  // namespace seqboard::sim
