#include "core/launch/signal_inbox.hpp"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>

#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

volatile sig_atomic_t inbox_fd = -1;

void put_in_inbox(int signal) {
    const int before = errno;
    const auto byte = static_cast<unsigned char>(signal);
    if (::write(inbox_fd, &byte, 1) < 0) errno = before;  // a full pipe wakes as well
    errno = before;
}

}  // namespace

SignalInbox::SignalInbox() {
    int ends[2];
    if (::pipe(ends) != 0) throw system_error("supervisor", "no pipe", errno);
    read_end_ = FileDescriptor{ends[0]};
    write_end_ = FileDescriptor{ends[1]};
    for (const int end : ends)
        if (::fcntl(end, F_SETFD, FD_CLOEXEC) != 0 || ::fcntl(end, F_SETFL, O_NONBLOCK) != 0)
            throw system_error("supervisor", "its pipe could block it", errno);
    inbox_fd = ends[1];
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        struct sigaction action {};
        action.sa_handler = kSignals[i] == SIGPIPE ? SIG_IGN : put_in_inbox;
        action.sa_flags = kSignals[i] == SIGCHLD ? SA_NOCLDSTOP | SA_RESTART : SA_RESTART;
        ::sigaction(kSignals[i], &action, &before_[i]);
    }
}

SignalInbox::~SignalInbox() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before_[i], nullptr);
    inbox_fd = -1;
}

void SignalInbox::wait(Duration timeout) {
    pollfd news{read_end_.get(), POLLIN, 0};
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(timeout).count();
    if (::poll(&news, 1, static_cast<int>(ms < 0 ? 0 : ms)) <= 0) return;
    std::array<unsigned char, 64> signals{};
    for (ssize_t got = 0; (got = ::read(read_end_.get(), signals.data(), signals.size())) > 0;)
        for (ssize_t i = 0; i < got; ++i) stops_ += signals[static_cast<std::size_t>(i)] != SIGCHLD;
}

}  // namespace seqboard
