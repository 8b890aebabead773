#include "core/cli/player_terminal.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>

namespace seqboard::cli {

PlayerTerminal::PlayerTerminal() {
    if (::isatty(STDIN_FILENO) == 0 || ::tcgetpgrp(STDIN_FILENO) != ::getpgrp() || ::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios mode = before_;
    mode.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);  // ISIG stays: Ctrl-C ends
    mode.c_cc[VMIN] = 0;
    mode.c_cc[VTIME] = 0;
    there_ = ::tcsetattr(STDIN_FILENO, TCSANOW, &mode) == 0;
}

PlayerTerminal::~PlayerTerminal() {
    if (there_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
}

std::string_view PlayerTerminal::read(Duration patience) noexcept {
    const auto ns = std::max(patience, Duration::zero()).count();
    const timespec limit{static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (::ppoll(&input, there_ ? 1 : 0, &limit, nullptr) <= 0) return {};
    const ssize_t got = ::read(STDIN_FILENO, typed_, sizeof typed_);
    there_ = there_ && got >= 0 && (input.revents & (POLLHUP | POLLERR)) == 0;
    return {typed_, static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
}

}  // namespace seqboard::cli
