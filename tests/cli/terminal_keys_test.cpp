// Keys that come one by one, and a terminal that is given back whatever happens. Each in a child with a terminal of its own.
#include "core/cli/terminal_keys.hpp"

#include <fcntl.h>
#include <termios.h>

#include <array>
#include <catch2/catch.hpp>

#include "tests/cli/terminal_child.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr Duration kLong = 30s;

bool gives_lines() {
    termios now{};
    ::tcgetattr(STDIN_FILENO, &now);
    return (now.c_lflag & ICANON) != 0 && (now.c_lflag & ECHO) != 0;
}

void ready() { [[maybe_unused]] const ssize_t written = ::write(STDOUT_FILENO, "ready", 5); }

/// Whether keys are possible with a descriptor closed or bound to /dev/null.
bool possible_without(int descriptor) {
    const FileDescriptor before{::dup(descriptor)}, nothing{::open("/dev/null", O_RDWR | O_CLOEXEC)};
    ::dup2(nothing.get(), descriptor);
    const bool possible = TerminalKeys::possible();
    ::dup2(before.get(), descriptor);
    return possible;
}

/// In a group of processes that is not the terminal's.
bool possible_in_background() {
    Child other{[] {
        ::setpgid(0, 0);
        return TerminalKeys::possible() ? 1 : 0;
    }};
    return other.wait() == 1;
}

volatile sig_atomic_t the_signal = 0;
volatile sig_atomic_t lines_were_given = 0;

}  // namespace

TEST_CASE("keys are possible in the foreground of a terminal that can do more than print") {
    TerminalChild child{[] {
        int answers = TerminalKeys::possible();
        ::setenv("TERM", "dumb", 1);
        answers |= TerminalKeys::possible() << 1;
        ::unsetenv("TERM");
        answers |= TerminalKeys::possible() << 2;
        ::setenv("TERM", "xterm", 1);
        answers |= possible_without(STDIN_FILENO) << 3;
        answers |= possible_without(STDOUT_FILENO) << 4;
        answers |= possible_in_background() << 5;
        return answers;
    }};
    CHECK(child.wait() == 1);
}

TEST_CASE("keys come one by one, and what is half of a sequence is waited for and then taken as it is") {
    TerminalChild child{[] {
        TerminalKeys keys;
        ready();
        const auto is = [&](auto kind_or_character) {
            const auto key = keys.next(kLong);
            return key && key->is(kind_or_character);
        };
        if (!is('a') || !is(Key::Kind::kUp) || !is('b') || !is(Key::Kind::kEscape)) return 1;
        ready();
        if (!is(Key::Kind::kEscape)) return 2;
        ready();
        if (keys.next(kLong)) return 3;  // of no key that is known
        if (keys.next(Duration::zero()) || keys.next(-1s)) return 4;
        return keys.closed() ? 5 : 0;
    }};
    REQUIRE(child.shows("ready"));
    child.press("a\033[Ab\033");
    REQUIRE(child.shows("readyready"));
    child.press("\033");
    REQUIRE(child.shows("readyreadyready"));
    child.press("\033[99~");
    CHECK(child.wait() == 0);
}

TEST_CASE("a terminal that goes away gives no more keys") {
    TerminalChild child{[] {
        TerminalKeys keys;
        ready();
        const auto key = keys.next(kLong);
        return !key && keys.closed() ? 0 : 1;
    }};
    REQUIRE(child.shows("ready"));
    child.hang_up();
    CHECK(child.wait() == 0);
}

TEST_CASE("a signal that ends a program finds the terminal given back, and the handler that the program had") {
    TerminalChild child{[] {
        constexpr std::array kEndings = {SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
        for (const int signal : kEndings) {
            ::signal(signal, [](int number) {
                the_signal = number;
                lines_were_given = gives_lines();
            });
            lines_were_given = 0;
            TerminalKeys keys{"enter", "leave"};
            if (gives_lines()) return 1;
            ::raise(signal);
            if (the_signal != signal || lines_were_given == 0) return 2;
        }
        return gives_lines() ? 0 : 3;
    }};
    CHECK(child.shows("leave"));
    CHECK(child.wait() == 0);
}

TEST_CASE("keys come where nothing can be written") {
    TerminalChild child{[] {
        ready();
        const FileDescriptor full{::open("/dev/full", O_WRONLY | O_CLOEXEC)};
        ::dup2(full.get(), STDOUT_FILENO);
        {
            TerminalKeys keys{"enter", "leave"};
            const auto key = keys.next(kLong);
            if (!key || !key->is('q')) return 1;
        }
        return gives_lines() ? 0 : 2;
    }};
    REQUIRE(child.shows("ready"));
    child.press("q\n");
    CHECK(child.wait() == 0);
}
