// A chip of the kernel's spidev: /dev/spidevBUS.SELECT.
#pragma once

#include <string>

#include "core/file_descriptor.hpp"
#include "drivers/spi/spi_bus.hpp"

namespace seqboard {

/// One SPI_IOC_MESSAGE for each transfer. Kernel: Documentation/spi/spidev, include/uapi/linux/spi/spidev.h; spidev refuses what is
/// longer than its buffer, 4096 bytes unless its parameter `bufsiz` says otherwise.
class SpiDev final : public SpiBus {
public:
    using Ioctl = int (*)(int fd, unsigned long request, void* argument);

    /// Throws StartError: kUnavailable if there is no such device, kRefused without permission, kConfig if it is no SPI device or cannot
    /// do these settings. `ioctl` is the kernel's but in tests.
    SpiDev(std::string device, const SpiSettings& settings, Ioctl ioctl = &kernel_ioctl);

    SpiOutcome transfer(std::span<const SpiSegment> segments) noexcept override;
    bool reopen() noexcept override { return open() == 0; }

private:
    static int kernel_ioctl(int fd, unsigned long request, void* argument);
    int open() noexcept;

    std::string device_;
    SpiSettings settings_;
    Ioctl ioctl_;
    FileDescriptor fd_;
};

}  // namespace seqboard
