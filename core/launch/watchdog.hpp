// The machine's hardware watchdog: it restarts a machine on which nobody feeds it any more.
#pragma once

#include <string>

#include "core/file_descriptor.hpp"
#include "core/time.hpp"

namespace seqboard {

/// Armed from construction on. Unless release() was called its end leaves it armed, so that whatever kills the process that
/// feeds it restarts the machine. Interface: Linux Documentation/watchdog/watchdog-api.rst.
class Watchdog {
public:
    /// Whole seconds are asked for, rounded up. Throws StartError, code 69: no such device, busy, or it refuses the timeout.
    Watchdog(const std::string& device, Duration timeout);

    /// Whether a fifth of its timeout has passed since it was fed.
    bool is_due(Time now) const noexcept { return now - fed_ >= timeout_ / 5; }

    /// Cost: one system call.
    void feed(Time now) noexcept;

    /// Disarms it, by the letter V as the last thing written. False if this driver or kernel cannot be told to stop
    /// ("nowayout"): the machine will restart.
    bool release() noexcept;

    /// What the device agreed to, which may be longer than what was asked for.
    Duration timeout() const { return timeout_; }

private:
    FileDescriptor file_;
    Duration timeout_;
    Time fed_{};
    bool can_stop_ = true;
};

}  // namespace seqboard
