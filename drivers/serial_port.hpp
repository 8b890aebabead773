// A UART, or a pseudo terminal that stands in for one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/file_descriptor.hpp"

namespace seqboard {

/// Raw 8N1, never waits. Nothing is read that was received before it was opened.
class SerialPort {
public:
    SerialPort() = default;  ///< closed

    /// Throws StartError: kUnavailable naming the device when it cannot be opened, kConfig for a speed no UART has.
    SerialPort(const std::string& device, int baud);

    /// For the loop: closed where the constructor throws.
    static SerialPort try_open(const char* device, int baud) noexcept;

    bool is_open() const noexcept { return static_cast<bool>(fd_); }

    /// For poll(); -1 when closed.
    int fd() const noexcept { return fd_.get(); }

    /// Bytes copied, zero when there are none yet. Nothing once the device is gone; the port is closed then.
    std::optional<std::size_t> read(std::span<std::uint8_t> buffer) noexcept;

    /// For commands of a few bytes: true if all of them are on their way.
    bool write(std::span<const std::uint8_t> bytes) noexcept;

    /// What has come in at the old speed is dropped. Closed if the device is gone or no UART has this speed.
    void change_speed(int baud) noexcept;

private:
    FileDescriptor fd_;
};

}  // namespace seqboard
