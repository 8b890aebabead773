#include "tests/cli/command_here.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <thread>

#include "core/cli/program.hpp"
#include "core/file_descriptor.hpp"
#include "tests/scratch/eventually.hpp"

namespace seqboard::testing {

namespace {

const std::vector<cli::AddCommand> kMore = {cli::add_hil,
#ifdef SEQBOARD_MAKES_BUNDLES
                                            cli::add_bundle, cli::add_deploy
#endif
};

/// While it lives, what goes to a descriptor goes to another.
class Redirected {
public:
    Redirected(int from, const FileDescriptor& to) : from_{from}, before_{::dup(from)} {
        std::fflush(nullptr);
        ::dup2(to.get(), from_);
    }
    Redirected(const Redirected&) = delete;
    Redirected& operator=(const Redirected&) = delete;
    ~Redirected() {
        std::fflush(nullptr);
        ::dup2(before_.get(), from_);
    }

private:
    int from_;
    FileDescriptor before_;
};

std::string text_in(const FileDescriptor& file) {
    std::string text;
    char piece[4096];
    for (ssize_t got = 0; (got = ::pread(file.get(), piece, sizeof piece, static_cast<off_t>(text.size()))) > 0;)
        text.append(piece, static_cast<std::size_t>(got));
    return text;
}

int run(const ScratchBoard& board, std::vector<std::string> words) {
    words.insert(words.begin(), {"seqboard", "--root", board.root(), "--board", "test"});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    return cli::run_program(static_cast<int>(arguments.size()), arguments.data(), kMore);
}

/// Sends this thread a Ctrl-C once somebody catches it and `enough` holds.
class Interruption {
public:
    explicit Interruption(std::function<bool()> enough)
        : thread_{[enough = std::move(enough), whom = ::pthread_self(), before = handler()] {
              eventually([&] { return handler() != before && enough(); });
              ::pthread_kill(whom, SIGINT);
          }} {}

private:
    static sighandler_t handler() {
        struct sigaction now {};
        ::sigaction(SIGINT, nullptr, &now);
        return now.sa_handler;
    }

    std::jthread thread_;
};

}  // namespace

ProgramOutput command_here(const ScratchBoard& board, std::vector<std::string> words) {
    const FileDescriptor out{::memfd_create("out", MFD_CLOEXEC)}, err{::memfd_create("err", MFD_CLOEXEC)};
    ProgramOutput output;
    {
        const Redirected stdout_to{STDOUT_FILENO, out}, stderr_to{STDERR_FILENO, err};
        output.exit_code = run(board, std::move(words));
    }
    output.out = text_in(out);
    output.err = text_in(err);
    return output;
}

ProgramOutput interrupted_here(const ScratchBoard& board, std::vector<std::string> words,
                               std::function<bool(const std::string& out)> enough) {
    const FileDescriptor out{::memfd_create("out", MFD_CLOEXEC)}, err{::memfd_create("err", MFD_CLOEXEC)};
    ProgramOutput output;
    {
        const Redirected stdout_to{STDOUT_FILENO, out}, stderr_to{STDERR_FILENO, err};
        const Interruption interruption{[&] { return enough(text_in(out)); }};
        output.exit_code = run(board, std::move(words));
    }
    output.out = text_in(out);
    output.err = text_in(err);
    return output;
}

std::string command_on_terminal(const ScratchBoard& board, std::vector<std::string> words, unsigned short columns, unsigned short rows) {
    const FileDescriptor screen{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    REQUIRE(::grantpt(screen.get()) == 0);
    REQUIRE(::unlockpt(screen.get()) == 0);
    FileDescriptor terminal{::open(::ptsname(screen.get()), O_RDWR | O_NOCTTY | O_CLOEXEC)};
    termios settings{};
    ::tcgetattr(terminal.get(), &settings);
    ::cfmakeraw(&settings);
    ::tcsetattr(terminal.get(), TCSANOW, &settings);
    const winsize size{.ws_row = rows, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
    ::ioctl(terminal.get(), TIOCSWINSZ, &size);
    std::string shown;
    {
        const std::jthread reader{[&] {
            char piece[4096];
            for (ssize_t got = 0; (got = ::read(screen.get(), piece, sizeof piece)) > 0;)
                shown.append(piece, static_cast<std::size_t>(got));
        }};
        {
            const Redirected stdout_to{STDOUT_FILENO, terminal};
            run(board, std::move(words));
        }
        terminal = FileDescriptor{};  // its end ends the reader
    }
    return shown;
}

}  // namespace seqboard::testing
