// `seqboard WORDS...` in a terminal of its own: what it draws is seen, keys are pressed.
#pragma once

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <cstdlib>

#include "core/file_descriptor.hpp"
#include "core/launch/emulator.hpp"
#include "tests/cli/board_process.hpp"
#include "tests/cli/terminal_screen.hpp"

namespace seqboard::testing {

class TerminalProcess {
public:
    TerminalProcess(const ScratchBoard& board, const std::vector<std::string>& words, unsigned short columns = 100,
                    unsigned short rows = 30)
        : screen{columns, rows} {
        const winsize size{.ws_row = rows, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
        const std::string program = built("seqboard");
        std::vector<std::string> line = emulator_for(program);
        line.insert(line.end(), {program, "--root", board.root(), "--board", "test"});
        line.insert(line.end(), words.begin(), words.end());
        int master = -1, terminal = -1;
        if (::openpty(&master, &terminal, nullptr, nullptr, &size) != 0) throw std::runtime_error{"there is no terminal"};
        master_ = FileDescriptor{master};
        const FileDescriptor of_child{terminal};
        ::tcgetattr(terminal, &before_);  // before the program has changed anything
        pid_ = ::fork();
        if (pid_ < 0) throw std::runtime_error{"there is no process"};
        if (pid_ > 0) return;
        ::close(master);
        ::login_tty(terminal);
        become(line);
    }
    TerminalProcess(const TerminalProcess&) = delete;
    TerminalProcess& operator=(const TerminalProcess&) = delete;
    ~TerminalProcess() {
        if (pid_ > 0) ::kill(pid_, SIGKILL), ::waitpid(pid_, nullptr, 0);
    }

    void press(std::string_view keys) { [[maybe_unused]] const ssize_t written = ::write(master_.get(), keys.data(), keys.size()); }

    void resize(unsigned short columns, unsigned short rows) {
        screen.resize(columns, rows);
        const winsize size{.ws_row = rows, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
        ::ioctl(master_.get(), TIOCSWINSZ, &size);
    }

    void signal(int number) { ::kill(pid_, number); }

    /// Whether a text is, or comes to be, on the screen.
    bool shows(const std::string& text) {
        return eventually([&] { return look(), screen.text().find(text) != std::string::npos; });
    }

    /// Takes what it has drawn since.
    void look() {
        pollfd output{master_.get(), POLLIN, 0};
        char bytes[4096];
        while (::poll(&output, 1, 0) > 0) {
            const ssize_t got = ::read(master_.get(), bytes, sizeof bytes);
            if (got <= 0) return;
            screen.write({bytes, static_cast<std::size_t>(got)});
        }
    }

    /// Its exit code, or 128 + signal, once it has ended.
    int wait() {
        int status = 0;
        const bool ended = eventually([&] { return look(), ::waitpid(pid_, &status, WNOHANG) == pid_; });
        if (!ended) return -1;
        pid_ = 0;
        look();
        return exit_code_of(status);
    }

    /// Whether the terminal echoes and gives lines, as it did in the beginning.
    bool is_as_before() const {
        termios now{};
        ::tcgetattr(master_.get(), &now);
        return now.c_lflag == before_.c_lflag && now.c_iflag == before_.c_iflag && now.c_oflag == before_.c_oflag;
    }

    TerminalScreen screen;

private:
    [[noreturn]] static void become(const std::vector<std::string>& line) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (const int caught : {SIGINT, SIGTERM, SIGABRT, SIGSEGV, SIGHUP}) ::signal(caught, SIG_DFL);
        ::setenv("TERM", "xterm", 1);
        ::setenv("LC_ALL", "C.UTF-8", 1);
        ::unsetenv("NO_COLOR");
        std::vector<char*> words;
        for (const std::string& word : line) words.push_back(const_cast<char*>(word.c_str()));
        words.push_back(nullptr);
        ::execvp(words[0], words.data());
        ::_exit(127);
    }

    pid_t pid_ = 0;
    FileDescriptor master_;
    termios before_{};
};

}  // namespace seqboard::testing
