// A forked child in a terminal of its own: the test presses the keys, and takes the terminal away.
#pragma once

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/file_descriptor.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/eventually.hpp"

namespace seqboard::testing {

class TerminalChild {
public:
    /// `body` runs in the foreground of the terminal, its standard input and output, and does not mind its loss; it returns an exit code.
    template <class Body>
    explicit TerminalChild(Body&& body) {
        const winsize size{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
        int master = -1, terminal = -1;
        if (::openpty(&master, &terminal, nullptr, nullptr, &size) != 0) throw std::runtime_error{"there is no terminal"};
        master_ = FileDescriptor{master};
        const FileDescriptor of_child{terminal};
        child_.emplace([&] {
            ::close(master);
            ::setsid();
            ::ioctl(terminal, TIOCSCTTY, 0);
            for (const int standard : {STDIN_FILENO, STDOUT_FILENO}) ::dup2(terminal, standard);
            ::close(terminal);
            ::signal(SIGHUP, SIG_IGN);
            ::setenv("TERM", "xterm", 1);
            return body();
        });
    }

    void press(std::string_view keys) { [[maybe_unused]] const ssize_t written = ::write(master_.get(), keys.data(), keys.size()); }

    /// Whether it has written a text, or comes to.
    bool shows(const std::string& text) {
        return eventually([&] {
            pollfd output{master_.get(), POLLIN, 0};
            char piece[4096];
            while (::poll(&output, 1, 0) > 0) {
                const ssize_t got = ::read(master_.get(), piece, sizeof piece);
                if (got <= 0) break;
                shown_.append(piece, static_cast<std::size_t>(got));
            }
            return shown_.find(text) != std::string::npos;
        });
    }

    void hang_up() { master_ = FileDescriptor{}; }

    /// Its exit code, or 128 + signal.
    int wait() { return child_->wait(); }
    const std::string& said() const { return child_->said(); }
    pid_t pid() const { return child_->pid(); }

private:
    FileDescriptor master_;
    std::optional<Child> child_;
    std::string shown_;
};

}  // namespace seqboard::testing
