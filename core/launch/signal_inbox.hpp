// Signals as something to wait for: a self-pipe.
#pragma once

#include <signal.h>

#include <array>

#include "core/file_descriptor.hpp"
#include "core/time.hpp"

namespace seqboard {

/// While it exists SIGCHLD, SIGINT, SIGTERM and SIGHUP end wait() instead of doing what they do; SIGPIPE is ignored. One at a
/// time in a process. A pipe, because signalfd needs Linux 2.6.27 and glues the signals to one thread's mask.
class SignalInbox {
public:
    SignalInbox();
    ~SignalInbox();
    SignalInbox(const SignalInbox&) = delete;
    SignalInbox& operator=(const SignalInbox&) = delete;

    /// Sleeps until a signal comes, at most this long.
    void wait(Duration timeout);

    /// SIGINT, SIGTERM and SIGHUP so far.
    int stops_asked() const { return stops_; }

private:
    static constexpr std::array kSignals = {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGPIPE};

    FileDescriptor read_end_;
    FileDescriptor write_end_;
    std::array<struct sigaction, kSignals.size()> before_{};
    int stops_ = 0;
};

}  // namespace seqboard
