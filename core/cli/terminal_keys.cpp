#include "core/cli/terminal_keys.hpp"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace seqboard::cli {

namespace {

constexpr std::array kEndings = {SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

/// What handlers need: they know no object. Only calls that are safe in a handler are made with it.
struct Taken {
    termios before{};
    termios keys{};
    std::string_view enter;
    std::string_view leave;
    std::array<struct sigaction, kEndings.size()> endings{};
    struct sigaction size {};
    struct sigaction stop {};
};
Taken taken;

void write_all(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno != EINTR) return;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
}

void take() {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &taken.keys);
    write_all(taken.enter);
}

void give_back() {
    write_all(taken.leave);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &taken.before);
}

/// Gives the terminal back and lets the signal do what it would have done.
void on_ending(int signal) {
    give_back();
    for (std::size_t i = 0; i < kEndings.size(); ++i)
        if (kEndings[i] == signal) ::sigaction(signal, &taken.endings[i], nullptr);
    ::raise(signal);
}

void on_stop(int) {
    const int saved = errno;
    give_back();
    ::raise(SIGSTOP);
    take();  // it goes on
    errno = saved;
}

struct sigaction set_handler(int signal, void (*handler)(int)) {
    struct sigaction action {
    }, before{};
    action.sa_handler = handler;  // no SA_RESTART: a signal ends the wait for a key
    ::sigaction(signal, &action, &before);
    return before;
}

bool readable(Duration timeout) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    const auto ns = std::max(timeout, Duration::zero()).count();
    const timespec limit{static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
    return ::ppoll(&input, 1, &limit, nullptr) > 0;
}

}  // namespace

bool TerminalKeys::possible() {
    const char* const terminal = std::getenv("TERM");
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0 && ::tcgetpgrp(STDIN_FILENO) == ::getpgrp() && terminal != nullptr &&
           std::string_view{terminal} != "dumb";
}

TerminalKeys::TerminalKeys(std::string_view enter, std::string_view leave) {
    ::tcgetattr(STDIN_FILENO, &taken.before);
    taken.keys = taken.before;
    taken.keys.c_lflag &= static_cast<tcflag_t>(~(ICANON | ECHO));
    taken.keys.c_cc[VMIN] = 1;
    taken.keys.c_cc[VTIME] = 0;
    taken.enter = enter;
    taken.leave = leave;
    for (std::size_t i = 0; i < kEndings.size(); ++i) taken.endings[i] = set_handler(kEndings[i], on_ending);
    taken.size = set_handler(SIGWINCH, [](int) {});
    taken.stop = set_handler(SIGTSTP, on_stop);
    take();
}

TerminalKeys::~TerminalKeys() {
    give_back();
    ::sigaction(SIGTSTP, &taken.stop, nullptr);
    ::sigaction(SIGWINCH, &taken.size, nullptr);
    for (std::size_t i = 0; i < kEndings.size(); ++i) ::sigaction(kEndings[i], &taken.endings[i], nullptr);
}

std::optional<Key> TerminalKeys::next(Duration timeout) {
    constexpr Duration kRestOfSequence = std::chrono::milliseconds{50};
    if (const auto key = decoder_.next(true)) return key;
    bool more = readable(decoder_.empty() ? timeout : kRestOfSequence);
    while (more) {
        char bytes[64];
        const ssize_t got = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (got <= 0) {
            closed_ = got == 0 || errno != EINTR;
            break;
        }
        decoder_.add({bytes, static_cast<std::size_t>(got)});
        if (const auto key = decoder_.next(true)) return key;
        more = !decoder_.empty() && readable(kRestOfSequence);
    }
    return decoder_.next(false);
}

}  // namespace seqboard::cli
