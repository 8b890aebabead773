#include "drivers/gpio/gpio_chip.hpp"

#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>

#include "core/exit_code.hpp"
#include "drivers/gpio/s3c2440_pin.hpp"

namespace seqboard {

namespace {

std::vector<std::string> chip_devices(const std::string& folder) {
    std::vector<std::string> devices;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{folder, error}; !error && entry != std::filesystem::directory_iterator{};
         entry.increment(error))
        if (entry->path().filename().string().starts_with("gpiochip")) devices.push_back(entry->path().string());
    std::sort(devices.begin(), devices.end());
    return devices;
}

std::string name_of(int fd, std::uint32_t offset) {
    gpio_v2_line_info info{};
    info.offset = offset;
    if (::ioctl(fd, GPIO_V2_GET_LINEINFO_IOCTL, &info) == 0) return info.name;
    gpioline_info info_v1{};
    info_v1.line_offset = offset;
    return ::ioctl(fd, GPIO_GET_LINEINFO_IOCTL, &info_v1) == 0 ? info_v1.name : "";
}

/// Where `line` is on this chip, by "gpiochip0/4", by an S3C2440 pin or by its name in the kernel.
std::optional<std::uint32_t> offset_of(const std::string& line, const std::string& device, int fd, const gpiochip_info& chip) {
    const std::string own = device.substr(device.rfind('/') + 1) + "/";
    if (line.starts_with(own)) {
        std::uint32_t offset = 0;
        const char* const end = line.data() + line.size();
        const auto [stopped, error] = std::from_chars(line.data() + own.size(), end, offset);
        return error == std::errc{} && stopped == end && offset < chip.lines ? std::optional{offset} : std::nullopt;
    }
    if (const auto pin = S3c2440Pin::parse(line); pin && pin->chip_label() == chip.label) return pin->number;
    for (std::uint32_t offset = 0; offset < chip.lines; ++offset)
        if (name_of(fd, offset) == line) return offset;
    return std::nullopt;
}

}  // namespace

bool GpioChip::has_second_version() const noexcept {
    gpio_v2_line_info info{};
    return ::ioctl(fd.get(), GPIO_V2_GET_LINEINFO_IOCTL, &info) == 0;
}

GpioChip GpioChip::find(const GpioRequest& request, const std::string& device_folder) {
    std::string refused, first_line_on;
    for (const std::string& device : chip_devices(device_folder)) {
        GpioChip found{FileDescriptor{::open(device.c_str(), O_RDWR | O_CLOEXEC)}, device, {}};
        gpiochip_info info{};
        if (!found.fd || ::ioctl(found.fd.get(), GPIO_GET_CHIPINFO_IOCTL, &info) != 0) {
            refused = device + ": " + std::strerror(errno);
            continue;
        }
        for (const std::string& line : request.lines)
            if (const auto offset = offset_of(line, device, found.fd.get(), info)) found.offsets.push_back(*offset);
        if (found.offsets.size() == request.lines.size()) return found;
        if (found.offsets.empty()) continue;
        throw StartError{ExitCode::kConfig, "GPIO: not all of the lines '" + request.lines.front() + "' to '" + request.lines.back() +
                                                "' are on the chip " + device + "; lines that are used together must be on one chip"};
    }
    throw StartError{ExitCode::kUnavailable,
                     "GPIO: no chip has the line '" + (request.lines.empty() ? "" : request.lines.front()) + "'" +
                         (refused.empty() ? "" : " (" + refused + ")") +
                         "; expected gpiochipN/OFFSET, an S3C2440 pin such as GPF4, or a line's name as gpioinfo shows it"};
}

}  // namespace seqboard
