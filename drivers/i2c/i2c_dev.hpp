// A bus of the kernel: /dev/i2c-N.
#pragma once

#include <string>

#include "core/file_descriptor.hpp"
#include "drivers/i2c/i2c_bus.hpp"

namespace seqboard {

/// Plain I2C (I2C_RDWR) where the adapter can, else the same transfers as SMBus commands: the number of a register and up to 31 bytes
/// to it, or up to 32 from it. An adapter without SMBus blocks moves a register at a time, so that a chip may take a new sample in
/// between. A bus that hangs keeps a transfer for 100 ms, if the adapter's driver heeds its time-out.
/// Kernel: Documentation/i2c/dev-interface, fault-codes, smbus-protocol.
class I2cDev final : public I2cBus {
public:
    using Ioctl = int (*)(int fd, unsigned long request, void* argument);

    /// Throws StartError: kUnavailable if there is no such device or it can do neither, kRefused without permission, kConfig if it is
    /// no I2C bus. `ioctl` is the kernel's but in tests.
    explicit I2cDev(std::string device, Ioctl ioctl = &kernel_ioctl);

    I2cOutcome transfer(std::uint8_t address, std::span<const std::uint8_t> write, std::span<std::uint8_t> read) noexcept override;
    bool reopen() noexcept override { return open() == 0; }

private:
    static int kernel_ioctl(int fd, unsigned long request, void* argument);
    int open() noexcept;
    I2cOutcome call(unsigned long request, void* argument) noexcept;
    I2cOutcome select(std::uint8_t address) noexcept;
    I2cOutcome transfer_plain(std::uint8_t address, std::span<const std::uint8_t> write, std::span<std::uint8_t> read) noexcept;
    I2cOutcome transfer_smbus(std::span<const std::uint8_t> write, std::span<std::uint8_t> read) noexcept;
    I2cOutcome write_registers(std::uint8_t first, std::span<const std::uint8_t> bytes) noexcept;
    I2cOutcome read_registers(std::uint8_t first, std::span<std::uint8_t> bytes) noexcept;
    bool can(unsigned long functions) const noexcept { return (functions_ & functions) == functions; }

    std::string device_;
    Ioctl ioctl_;
    FileDescriptor fd_;
    unsigned long functions_ = 0;  ///< I2C_FUNC_...
    int selected_ = -1;            ///< the address that SMBus commands go to
};

}  // namespace seqboard
