#include "drivers/gpio/sysfs_gpio.hpp"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <charconv>
#include <optional>

#include "drivers/gpio/gpio_refusal.hpp"
#include "drivers/gpio/s3c2440_pin.hpp"
#include "drivers/sysfs_file.hpp"

namespace seqboard {

namespace {

unsigned number_of(const std::string& line) {
    if (const auto pin = S3c2440Pin::parse(line)) return pin->sysfs_number();
    unsigned number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc{} || end != line.data() + line.size())
        throw StartError{ExitCode::kConfig,
                         "GPIO: sysfs knows no line '" + line + "'; expected its number, or an S3C2440 pin such as GPF4"};
    return number;
}

}  // namespace

SysfsGpio::SysfsGpio(const GpioRequest& request, const std::string& root) : folder_{root + "/class/gpio/"}, edges_{request.edges} {
    try {
        for (std::size_t i = 0; i < request.lines.size(); ++i) {
            lines_.push_back({number_of(request.lines[i]), {}, false, false});
            configure(lines_.back(), i, request);
        }
    } catch (const StartError&) {
        give_back();
        throw;
    }
}

void SysfsGpio::configure(Line& line, std::size_t index, const GpioRequest& request) {
    const std::string number = std::to_string(line.number);
    const std::string place = folder_ + "gpio" + number;
    const int exported = write_sysfs(folder_ + "export", number);
    line.exported = exported == 0;
    const bool there = ::access((place + "/value").c_str(), F_OK) == 0;  // exported by us, or left by another: then it is shared
    if (!there) throw gpio_refusal(folder_ + "export", request, exported != 0 ? exported : ENODEV);
    const bool active = ((request.initial >> index) & 1u) != 0;
    // Polarity first, and an output's level with its direction: no wrong level in between.
    int error = write_sysfs(place + "/active_low", request.active_low ? "1" : "0");
    if (error == 0) error = write_sysfs(place + "/direction", !request.output ? "in" : active != request.active_low ? "high" : "low");
    if (error == 0 && request.edges) error = write_sysfs(place + "/edge", "both");
    if (error == ENOENT && request.edges) error = ENXIO;  // the file is only there for lines that can interrupt
    line.value = FileDescriptor{::open((place + "/value").c_str(), (request.output ? O_RDWR : O_RDONLY) | O_CLOEXEC)};
    if (error == 0 && !line.value) error = errno;
    if (error != 0) throw gpio_refusal(place, request, error);
    line.active = level(line).value_or(false);
}

SysfsGpio::~SysfsGpio() { give_back(); }

void SysfsGpio::give_back() const noexcept {
    for (const Line& line : lines_)
        if (line.exported) write_sysfs(folder_ + "unexport", std::to_string(line.number));
}

std::optional<bool> SysfsGpio::level(const Line& line) const noexcept {
    char digit = 0;
    if (::pread(line.value.get(), &digit, 1, 0) != 1) return std::nullopt;
    return digit == '1';
}

std::optional<std::uint32_t> SysfsGpio::levels() noexcept {
    std::uint32_t levels = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const auto active = level(lines_[i]);
        if (!active) return std::nullopt;
        levels |= std::uint32_t{*active} << i;
    }
    return levels;
}

bool SysfsGpio::set(std::uint32_t active, std::uint32_t which) noexcept {
    bool all = true;
    for (std::size_t i = 0; i < lines_.size(); ++i)
        if ((which >> i) & 1u) all = ::pwrite(lines_[i].value.get(), (active >> i) & 1u ? "1" : "0", 1, 0) == 1 && all;
    return all;
}

std::optional<GpioEdge> SysfsGpio::take_edge() noexcept {
    if (!edges_) return std::nullopt;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        Line& line = lines_[i];
        pollfd changed{line.value.get(), POLLPRI | POLLERR, 0};
        if (::poll(&changed, 1, 0) <= 0 || (changed.revents & POLLPRI) == 0) continue;
        const auto active = level(line);  // the read also ends the poll's condition
        if (!active) continue;
        const std::uint32_t lost = *active == line.active ? 1 : 0;
        line.active = *active;
        return GpioEdge{monotonic_now(), static_cast<std::uint8_t>(i), *active, lost};
    }
    return std::nullopt;
}

}  // namespace seqboard
