// The JY-61 heading module on a UART.
#pragma once

#include <string>

#include "drivers/jy61_parser.hpp"
#include "drivers/serial_port.hpp"

namespace seqboard {

/// A module that disappears (cable, USB adapter, restarted emulator) is opened again by reopen().
class Jy61 {
public:
    /// Throws StartError, see SerialPort.
    Jy61(std::string device, int baud);

    /// Reads what has come in. True when a whole cycle (acceleration, rate, angle) has been completed by it.
    bool poll() noexcept;

    bool is_open() const noexcept { return port_.is_open(); }
    bool reopen() noexcept;

    const Jy61Motion& motion() const noexcept { return motion_; }  ///< of the last whole cycle
    const Jy61Parser& parser() const noexcept { return parser_; }

private:
    void take(const Jy61Packet& packet) noexcept;

    std::string device_;
    int baud_;
    SerialPort port_;
    Jy61Parser parser_;
    Jy61Motion incoming_;
    Jy61Motion motion_;
    unsigned seen_ = 0;  ///< bit per packet kind of the present cycle
    bool complete_ = false;
};

}  // namespace seqboard
