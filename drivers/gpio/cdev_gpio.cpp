#include "drivers/gpio/cdev_gpio.hpp"

#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "drivers/gpio/gpio_refusal.hpp"

namespace seqboard {

namespace {

std::uint64_t flags_of(const GpioRequest& request) {
    std::uint64_t flags = request.output ? GPIO_V2_LINE_FLAG_OUTPUT : GPIO_V2_LINE_FLAG_INPUT;
    if (request.edges) flags |= GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING;
    if (request.active_low) flags |= GPIO_V2_LINE_FLAG_ACTIVE_LOW;
    if (request.pull_up) flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_UP;
    return flags;
}

}  // namespace

CdevGpio::CdevGpio(const GpioChip& chip, const GpioRequest& request) : offsets_{chip.offsets} {
    gpio_v2_line_request wanted{};
    std::copy(offsets_.begin(), offsets_.end(), wanted.offsets);
    wanted.num_lines = static_cast<std::uint32_t>(offsets_.size());
    wanted.event_buffer_size = request.kept_edges * wanted.num_lines;
    request.consumer.copy(wanted.consumer, sizeof wanted.consumer - 1);
    wanted.config.flags = flags_of(request);
    if (request.output) {
        wanted.config.num_attrs = 1;
        wanted.config.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
        wanted.config.attrs[0].attr.values = request.initial;
        wanted.config.attrs[0].mask = (std::uint64_t{1} << offsets_.size()) - 1;
    }
    if (::ioctl(chip.fd.get(), GPIO_V2_GET_LINE_IOCTL, &wanted) != 0) throw gpio_refusal(chip.device, request, errno);
    fd_ = FileDescriptor{wanted.fd};
    ::fcntl(fd_.get(), F_SETFL, O_NONBLOCK);
}

std::optional<std::uint32_t> CdevGpio::levels() noexcept {
    gpio_v2_line_values values{.bits = 0, .mask = (std::uint64_t{1} << offsets_.size()) - 1};
    if (::ioctl(fd_.get(), GPIO_V2_LINE_GET_VALUES_IOCTL, &values) != 0) return std::nullopt;
    return static_cast<std::uint32_t>(values.bits);
}

bool CdevGpio::set(std::uint32_t active, std::uint32_t which) noexcept {
    gpio_v2_line_values values{.bits = active, .mask = which};
    return ::ioctl(fd_.get(), GPIO_V2_LINE_SET_VALUES_IOCTL, &values) == 0;
}

std::optional<GpioEdge> CdevGpio::take_edge() noexcept {
    gpio_v2_line_event event{};
    if (::read(fd_.get(), &event, sizeof event) != sizeof event) return std::nullopt;
    const auto line = static_cast<std::uint8_t>(std::find(offsets_.begin(), offsets_.end(), event.offset) - offsets_.begin());
    const std::uint32_t lost = event.line_seqno - taken_[line] - 1;
    taken_[line] = event.line_seqno;
    return GpioEdge{time_from_ns(event.timestamp_ns), line, event.id == GPIO_V2_LINE_EVENT_RISING_EDGE, lost};
}

}  // namespace seqboard
