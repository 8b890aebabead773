#include "drivers/gpio/cdev_v1_gpio.hpp"

#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>

#include "drivers/gpio/gpio_refusal.hpp"

namespace seqboard {

namespace {

constexpr std::uint64_t kOneDay_ns = 86'400'000'000'000;

std::uint32_t handle_flags(const GpioRequest& request) {
    std::uint32_t flags = request.output ? GPIOHANDLE_REQUEST_OUTPUT : GPIOHANDLE_REQUEST_INPUT;
    if (request.active_low) flags |= GPIOHANDLE_REQUEST_ACTIVE_LOW;
    if (request.pull_up) flags |= GPIOHANDLE_REQUEST_BIAS_PULL_UP;
    return flags;
}

/// Until Linux 5.7 the kernel stamped these edges by the wall clock. The two clocks are decades apart, so which it was can be seen.
Time monotonic(std::uint64_t stamp_ns) noexcept {
    const Time now = monotonic_now();
    if (stamp_ns < ns_of(now) + kOneDay_ns) return time_from_ns(stamp_ns);
    timespec wall{};
    ::clock_gettime(CLOCK_REALTIME, &wall);
    const std::uint64_t wall_ns = static_cast<std::uint64_t>(wall.tv_sec) * 1'000'000'000u + static_cast<std::uint64_t>(wall.tv_nsec);
    return now - Duration{static_cast<Duration::rep>(wall_ns - stamp_ns)};
}

}  // namespace

CdevV1Gpio::CdevV1Gpio(const GpioChip& chip, const GpioRequest& request) : count_{chip.offsets.size()}, output_{request.initial} {
    if (request.edges) {
        for (const std::uint32_t offset : chip.offsets) {
            gpioevent_request wanted{};
            wanted.lineoffset = offset;
            wanted.handleflags = handle_flags(request);
            wanted.eventflags = GPIOEVENT_REQUEST_BOTH_EDGES;
            request.consumer.copy(wanted.consumer_label, sizeof wanted.consumer_label - 1);
            if (::ioctl(chip.fd.get(), GPIO_GET_LINEEVENT_IOCTL, &wanted) != 0) throw gpio_refusal(chip.device, request, errno);
            watched_.push_back({FileDescriptor{wanted.fd}, {}, {}});
            ::fcntl(wanted.fd, F_SETFL, O_NONBLOCK);
        }
        return;
    }
    gpiohandle_request wanted{};
    std::copy(chip.offsets.begin(), chip.offsets.end(), wanted.lineoffsets);
    for (std::size_t i = 0; i < count_; ++i) wanted.default_values[i] = (request.initial >> i) & 1u;
    wanted.lines = static_cast<std::uint32_t>(count_);
    wanted.flags = handle_flags(request);
    request.consumer.copy(wanted.consumer_label, sizeof wanted.consumer_label - 1);
    if (::ioctl(chip.fd.get(), GPIO_GET_LINEHANDLE_IOCTL, &wanted) != 0) throw gpio_refusal(chip.device, request, errno);
    lines_ = FileDescriptor{wanted.fd};
}

std::optional<std::uint32_t> CdevV1Gpio::levels() noexcept {
    std::uint32_t levels = 0;
    gpiohandle_data data{};
    if (lines_) {
        if (::ioctl(lines_.get(), GPIOHANDLE_GET_LINE_VALUES_IOCTL, &data) != 0) return std::nullopt;
        for (std::size_t i = 0; i < count_; ++i) levels |= std::uint32_t{data.values[i] != 0} << i;
        return levels;
    }
    for (std::size_t i = 0; i < count_; ++i) {
        if (::ioctl(watched_[i].fd.get(), GPIOHANDLE_GET_LINE_VALUES_IOCTL, &data) != 0) return std::nullopt;
        levels |= std::uint32_t{data.values[0] != 0} << i;
    }
    return levels;
}

bool CdevV1Gpio::set(std::uint32_t active, std::uint32_t which) noexcept {
    const std::uint32_t wanted = (output_ & ~which) | (active & which);
    gpiohandle_data data{};
    for (std::size_t i = 0; i < count_; ++i) data.values[i] = (wanted >> i) & 1u;
    if (!lines_ || ::ioctl(lines_.get(), GPIOHANDLE_SET_LINE_VALUES_IOCTL, &data) != 0) return false;
    output_ = wanted;
    return true;
}

void CdevV1Gpio::fetch(std::uint8_t line) noexcept {
    WatchedLine& watched = watched_[line];
    gpioevent_data event{};
    if (watched.next || ::read(watched.fd.get(), &event, sizeof event) != sizeof event) return;
    const bool rising = event.id == GPIOEVENT_EVENT_RISING_EDGE;
    watched.next = GpioEdge{monotonic(event.timestamp), line, rising, watched.rose == rising ? 1u : 0u};
    watched.rose = rising;
}

std::optional<GpioEdge> CdevV1Gpio::take_edge() noexcept {
    WatchedLine* oldest = nullptr;
    for (std::size_t i = 0; i < watched_.size(); ++i) {
        fetch(static_cast<std::uint8_t>(i));
        if (watched_[i].next && (oldest == nullptr || watched_[i].next->at < oldest->next->at)) oldest = &watched_[i];
    }
    if (oldest == nullptr) return std::nullopt;
    const std::optional<GpioEdge> edge = oldest->next;
    oldest->next.reset();
    return edge;
}

}  // namespace seqboard
