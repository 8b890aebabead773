#include "core/slot/futex.hpp"

#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <climits>

namespace seqboard {

namespace {

/// SYS_futex takes the kernel's own timespec of two longs, also where the C library's time_t is 64 bits wide.
struct KernelTimespec {
    long seconds;
    long nanoseconds;
};

constexpr Duration kLongestWait = std::chrono::hours{1};  // so that it fits 32-bit seconds; waiters look again
constexpr Duration kPollInterval = std::chrono::milliseconds{1};

}  // namespace

void futex_wake_all(const std::uint32_t* word) noexcept { ::syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0); }

void futex_wait(const std::uint32_t* word, std::uint32_t seen, Duration timeout) noexcept {
    if (timeout <= Duration::zero()) return;
    timeout = std::min(timeout, kLongestWait);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout);
    const KernelTimespec limit{static_cast<long>(seconds.count()), static_cast<long>((timeout - seconds).count())};
    if (::syscall(SYS_futex, word, FUTEX_WAIT, seen, &limit, nullptr, 0) == 0 || errno == EAGAIN || errno == EINTR || errno == ETIMEDOUT)
        return;
    const timespec pause{0, static_cast<long>((timeout < kPollInterval ? timeout : kPollInterval).count())};
    ::nanosleep(&pause, nullptr);  // a kernel that refuses read-only mappings (EFAULT): poll
}

}  // namespace seqboard
