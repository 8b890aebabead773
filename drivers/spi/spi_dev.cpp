#include "drivers/spi/spi_dev.hpp"

#include <errno.h>
#include <fcntl.h>
#include <linux/spi/spidev.h>
#include <sys/ioctl.h>

#include <array>
#include <cstring>
#include <utility>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

StartError refusal(const std::string& device, int error) {
    const std::string begin = "SPI device '" + device + "': ";
    if (error == EACCES || error == EPERM)
        return {ExitCode::kRefused, begin + "this user may not; add it to the device's group (spi), or run as root"};
    if (error == ENOTTY || error == ENOSYS)  // the latter in an emulator of a processor
        return {ExitCode::kConfig, begin + "that is no SPI device; expected /dev/spidev0.0 or other numbers"};
    if (error == EINVAL) return {ExitCode::kConfig, begin + "its adapter cannot do this chip's mode or clock"};
    return {ExitCode::kUnavailable,
            begin + std::strerror(error) +
                "; ls /dev/spidev* shows the devices there are (the kernel needs the adapter's driver, CONFIG_SPI_SPIDEV and an entry "
                "for the chip)"};
}

std::uint64_t as_number(const void* pointer) noexcept { return reinterpret_cast<std::uintptr_t>(pointer); }

}  // namespace

SpiDev::SpiDev(std::string device, const SpiSettings& settings, Ioctl ioctl)
    : device_{std::move(device)}, settings_{settings}, ioctl_{ioctl} {
    if (const int error = open(); error != 0) throw refusal(device_, error);
}

int SpiDev::kernel_ioctl(int fd, unsigned long request, void* argument) { return ::ioctl(fd, request, argument); }

int SpiDev::open() noexcept {
    fd_ = FileDescriptor{};
    FileDescriptor opened{::open(device_.c_str(), O_RDWR | O_CLOEXEC)};
    std::uint8_t bits = 8;
    if (!opened || ioctl_(opened.get(), SPI_IOC_WR_MODE, &settings_.mode) < 0 ||
        ioctl_(opened.get(), SPI_IOC_WR_BITS_PER_WORD, &bits) < 0 || ioctl_(opened.get(), SPI_IOC_WR_MAX_SPEED_HZ, &settings_.clock_hz) < 0)
        return errno;
    fd_ = std::move(opened);
    return 0;
}

/// cs_change of the last segment would leave the chip selected: there it means the opposite.
SpiOutcome SpiDev::transfer(std::span<const SpiSegment> segments) noexcept {
    if (!fd_) return SpiOutcome::kGone;
    if (!is_sound(segments)) return SpiOutcome::kUnsupported;
    std::array<spi_ioc_transfer, kMostSegments> message{};
    for (std::size_t i = 0; i < segments.size(); ++i) {
        message[i].tx_buf = as_number(segments[i].write.data());
        message[i].rx_buf = as_number(segments[i].read.data());
        message[i].len = static_cast<std::uint32_t>(segments[i].size());
        message[i].cs_change = segments[i].deselect && i + 1 < segments.size();
    }
    const unsigned long request = _IOC(_IOC_WRITE, SPI_IOC_MAGIC, 0, segments.size() * sizeof(spi_ioc_transfer));
    int result = 0;
    do result = ioctl_(fd_.get(), request, message.data());
    while (result < 0 && errno == EINTR);
    if (result >= 0) return SpiOutcome::kDone;
    return errno == ESHUTDOWN || errno == ENODEV ? SpiOutcome::kGone : SpiOutcome::kBusFault;
}

}  // namespace seqboard
