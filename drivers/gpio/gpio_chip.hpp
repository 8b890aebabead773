// Finds the character device and the offsets of named lines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/file_descriptor.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// An open /dev/gpiochipN, and where the lines of a request are on it.
struct GpioChip {
    FileDescriptor fd;
    std::string device;
    std::vector<std::uint32_t> offsets;  ///< in the order of the request

    /// Linux 5.10 and later.
    bool has_second_version() const noexcept;

    /// Throws StartError: kUnavailable if there is no character device or none has the lines (ioctl of Linux 4.8 on), kConfig
    /// if they are on different chips. `device_folder` is /dev but in tests.
    static GpioChip find(const GpioRequest& request, const std::string& device_folder = "/dev");
};

}  // namespace seqboard
