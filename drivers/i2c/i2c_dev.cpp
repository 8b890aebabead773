#include "drivers/i2c/i2c_dev.hpp"

#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

constexpr std::uintptr_t kTimeout = 10;  // in units of 10 ms; the adapter's own, usually a second, would outlast many steps

/// Numbers travel to the kernel in the pointer.
void* as_argument(std::uintptr_t number) noexcept { return std::bit_cast<void*>(number); }

/// As adapters report them, see Documentation/i2c/fault-codes; ENODEV is what i2c-stub says for an address without a chip.
I2cOutcome outcome_of(int error) noexcept {
    switch (error) {
        case ENXIO:
        case EREMOTEIO:
        case ENODEV: return I2cOutcome::kNoAnswer;
        case EBUSY: return I2cOutcome::kClaimed;
        case EINVAL:
        case EOPNOTSUPP: return I2cOutcome::kUnsupported;
        default: return I2cOutcome::kBusFault;
    }
}

StartError refusal(const std::string& device, int error) {
    const std::string begin = "I2C bus '" + device + "': ";
    if (error == EACCES || error == EPERM)
        return {ExitCode::kRefused, begin + "this user may not; add it to the device's group (i2c), or run as root"};
    if (error == ENOTTY || error == ENOSYS)  // the latter in an emulator of a processor
        return {ExitCode::kConfig, begin + "that is no I2C bus; expected /dev/i2c-0 or another number"};
    return {ExitCode::kUnavailable,
            begin + std::strerror(error) +
                "; ls /dev/i2c-* shows the buses there are (the kernel needs the adapter's driver and CONFIG_I2C_CHARDEV)"};
}

}  // namespace

I2cDev::I2cDev(std::string device, Ioctl ioctl) : device_{std::move(device)}, ioctl_{ioctl} {
    if (const int error = open(); error != 0) throw refusal(device_, error);
    if (!can(I2C_FUNC_I2C) && !can(I2C_FUNC_SMBUS_BYTE_DATA))
        throw StartError{ExitCode::kUnavailable, "I2C bus '" + device_ + "': its adapter can neither plain I2C nor SMBus byte data"};
}

int I2cDev::kernel_ioctl(int fd, unsigned long request, void* argument) { return ::ioctl(fd, request, argument); }

int I2cDev::open() noexcept {
    selected_ = -1;
    fd_ = FileDescriptor{};
    FileDescriptor opened{::open(device_.c_str(), O_RDWR | O_CLOEXEC)};
    if (!opened || ioctl_(opened.get(), I2C_FUNCS, &functions_) < 0) return errno;
    ioctl_(opened.get(), I2C_TIMEOUT, as_argument(kTimeout));
    fd_ = std::move(opened);
    return 0;
}

I2cOutcome I2cDev::call(unsigned long request, void* argument) noexcept {
    int result = 0;
    do result = ioctl_(fd_.get(), request, argument);
    while (result < 0 && errno == EINTR);
    return result < 0 ? outcome_of(errno) : I2cOutcome::kDone;
}

/// Plain transfers name their address themselves, but only this call says whether a driver of the kernel holds it.
I2cOutcome I2cDev::select(std::uint8_t address) noexcept {
    if (selected_ == address) return I2cOutcome::kDone;
    const I2cOutcome outcome = call(I2C_SLAVE, as_argument(address));
    selected_ = outcome == I2cOutcome::kDone ? address : -1;
    return outcome;
}

I2cOutcome I2cDev::transfer(std::uint8_t address, std::span<const std::uint8_t> write, std::span<std::uint8_t> read) noexcept {
    if (!fd_) return I2cOutcome::kGone;
    if (write.size() > kMostBytes || read.size() > kMostBytes || (write.empty() && read.empty())) return I2cOutcome::kUnsupported;
    if (const I2cOutcome outcome = select(address); outcome != I2cOutcome::kDone) return outcome;
    return can(I2C_FUNC_I2C) ? transfer_plain(address, write, read) : transfer_smbus(write, read);
}

I2cOutcome I2cDev::transfer_plain(std::uint8_t address, std::span<const std::uint8_t> write, std::span<std::uint8_t> read) noexcept {
    std::array<i2c_msg, 2> messages{};
    std::uint32_t count = 0;
    if (!write.empty()) messages[count++] = {address, 0, static_cast<std::uint16_t>(write.size()), const_cast<std::uint8_t*>(write.data())};
    if (!read.empty()) messages[count++] = {address, I2C_M_RD, static_cast<std::uint16_t>(read.size()), read.data()};
    i2c_rdwr_ioctl_data both{messages.data(), count};
    return call(I2C_RDWR, &both);
}

I2cOutcome I2cDev::transfer_smbus(std::span<const std::uint8_t> write, std::span<std::uint8_t> read) noexcept {
    if (write.empty() || (write.size() > 1 && !read.empty())) return I2cOutcome::kUnsupported;
    if (!read.empty()) return read_registers(write[0], read);
    if (write.size() > 1) return write_registers(write[0], write.subspan(1));
    i2c_smbus_ioctl_data byte{I2C_SMBUS_WRITE, write[0], I2C_SMBUS_BYTE, nullptr};
    return call(I2C_SMBUS, &byte);
}

I2cOutcome I2cDev::write_registers(std::uint8_t first, std::span<const std::uint8_t> bytes) noexcept {
    i2c_smbus_data data{};
    i2c_smbus_ioctl_data command{I2C_SMBUS_WRITE, first, I2C_SMBUS_BYTE_DATA, &data};
    if (bytes.size() > 1 && can(I2C_FUNC_SMBUS_WRITE_I2C_BLOCK)) {
        command.size = I2C_SMBUS_I2C_BLOCK_DATA;
        data.block[0] = static_cast<std::uint8_t>(bytes.size());
        std::copy(bytes.begin(), bytes.end(), data.block + 1);
        return call(I2C_SMBUS, &command);
    }
    I2cOutcome outcome = I2cOutcome::kDone;
    for (std::size_t i = 0; i < bytes.size() && outcome == I2cOutcome::kDone; ++i, ++command.command) {
        data.byte = bytes[i];
        outcome = call(I2C_SMBUS, &command);
    }
    return outcome;
}

I2cOutcome I2cDev::read_registers(std::uint8_t first, std::span<std::uint8_t> bytes) noexcept {
    i2c_smbus_data data{};
    i2c_smbus_ioctl_data command{I2C_SMBUS_READ, first, I2C_SMBUS_BYTE_DATA, &data};
    if (bytes.size() > 1 && can(I2C_FUNC_SMBUS_READ_I2C_BLOCK)) {
        command.size = I2C_SMBUS_I2C_BLOCK_DATA;
        data.block[0] = static_cast<std::uint8_t>(bytes.size());
        const I2cOutcome outcome = call(I2C_SMBUS, &command);
        if (outcome == I2cOutcome::kDone && data.block[0] != bytes.size()) return I2cOutcome::kBusFault;
        std::copy_n(data.block + 1, bytes.size(), bytes.begin());
        return outcome;
    }
    I2cOutcome outcome = I2cOutcome::kDone;
    for (std::size_t i = 0; i < bytes.size() && outcome == I2cOutcome::kDone; ++i, ++command.command) {
        outcome = call(I2C_SMBUS, &command);
        bytes[i] = data.byte;
    }
    return outcome;
}

}  // namespace seqboard
