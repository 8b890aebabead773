#include "core/launch/watchdog.hpp"

#include <errno.h>
#include <fcntl.h>
#include <linux/watchdog.h>
#include <sys/ioctl.h>

#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

StartError refusal(const std::string& device, int error) {
    const std::string what = "watchdog " + device + ": ";
    if (error == ENOENT || error == ENODEV || error == ENXIO)
        return StartError{ExitCode::kUnavailable,
                          what + "there is none; load the board's watchdog driver (or softdog), or take watchdog: out of the node set"};
    if (error == EBUSY)
        return StartError{ExitCode::kUnavailable, what + "another process feeds it; stop that one, or take watchdog: out of the node set"};
    return StartError{ExitCode::kUnavailable, what + std::strerror(error)};
}

}  // namespace

Watchdog::Watchdog(const std::string& device, Duration timeout)
    : file_{::open(device.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY)}, timeout_{timeout} {  // a node must not inherit it: it would stay open
    if (!file_) throw refusal(device, errno);
    int seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(timeout).count());
    watchdog_info info{};
    if (::ioctl(file_.get(), WDIOC_GETSUPPORT, &info) != 0) {
        const int error = errno;
        release();
        throw StartError{ExitCode::kUnavailable, "watchdog " + device + ": not a watchdog (" + std::strerror(error) + ")"};
    }
    can_stop_ = (info.options & WDIOF_MAGICCLOSE) != 0;
    const bool agreed = ::ioctl(file_.get(), WDIOC_SETTIMEOUT, &seconds) == 0 || ::ioctl(file_.get(), WDIOC_GETTIMEOUT, &seconds) == 0;
    if (agreed) timeout_ = std::chrono::seconds{seconds};
    if (agreed && timeout_ >= timeout) return;
    release();
    throw StartError{ExitCode::kUnavailable, "watchdog " + device + ": it cannot wait for " + text_of(timeout) +
                                                 (agreed ? ", only for " + text_of(timeout_) : "") +
                                                 "; give it a timeout that it can keep"};
}

void Watchdog::feed(Time now) noexcept {
    [[maybe_unused]] const ssize_t fed = ::write(file_.get(), "", 1);
    fed_ = now;
}

bool Watchdog::release() noexcept {
    const bool told = file_ && ::write(file_.get(), "V", 1) == 1;
    file_ = FileDescriptor{};
    return told && can_stop_;
}

}  // namespace seqboard
