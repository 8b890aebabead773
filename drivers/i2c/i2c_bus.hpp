// Two wires with many chips on them. One interface, whatever the kernel offers below it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace seqboard {

/// What became of a transfer.
enum class I2cOutcome : std::uint8_t {
    kDone,
    kNoAnswer,     ///< nobody acknowledged the address: no power, a broken wire, another address
    kBusFault,     ///< the adapter gave up: a line is held low, or another master won the bus
    kClaimed,      ///< a driver of the kernel holds this address
    kUnsupported,  ///< a transfer that this adapter cannot make
    kGone,         ///< the adapter, or the model, is not there any more: see reopen()
};

/// An open bus. No call allocates. One thread at a time.
class I2cBus {
public:
    /// In each direction, a register's number included; what every adapter can.
    static constexpr std::size_t kMostBytes = 32;

    I2cBus() = default;
    I2cBus(const I2cBus&) = delete;
    I2cBus& operator=(const I2cBus&) = delete;
    virtual ~I2cBus() = default;

    /// Writes to the chip at `address` (7 bits) and then, after a repeated start, reads until `read` is full. Either may be empty.
    /// Chips with registers take a register's number as the first byte written and go on to the next register by themselves.
    /// Takes as long as the wires do, 9 bits for each byte: 1.5 ms for a register's number and 14 bytes at 100 kHz.
    virtual I2cOutcome transfer(std::uint8_t address, std::span<const std::uint8_t> write, std::span<std::uint8_t> read) noexcept = 0;

    /// Opens the bus again where it may have been lost. False: it is not there.
    virtual bool reopen() noexcept = 0;
};

}  // namespace seqboard
