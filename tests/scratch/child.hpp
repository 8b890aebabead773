// The other process of a test: forked, never outlives the test.
#pragma once

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>

#include "core/file_descriptor.hpp"

namespace seqboard::testing {

/// One process waits in take() until the other has passed the baton, or has died (false).
class Baton {
public:
    Baton() {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) == 0) read_ = FileDescriptor{ends[0]}, write_ = FileDescriptor{ends[1]};
    }
    void pass() {
        const char baton = 'b';
        [[maybe_unused]] const ssize_t written = ::write(write_.get(), &baton, 1);
    }
    bool take() {
        write_ = FileDescriptor{};  // so that the end of the other process ends the wait
        char baton = 0;
        return ::read(read_.get(), &baton, 1) == 1;
    }

private:
    FileDescriptor read_;
    FileDescriptor write_;
};

/// Runs `body` (returning an exit code) in a forked child; what the child prints on stderr is kept for the test.
class Child {
public:
    template <class Body>
    explicit Child(Body&& body) {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) std::perror("pipe");
        pid_ = ::fork();
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // also when the test itself is killed
            ::close(ends[0]);
            ::dup2(ends[1], STDERR_FILENO);
            ::close(ends[1]);
            for (const int caught : {SIGABRT, SIGSEGV, SIGTERM}) ::signal(caught, SIG_DFL);  // Catch2 has handlers of its own
            ::_exit(run(body));
        }
        ::close(ends[1]);
        stderr_ = FileDescriptor{ends[0]};
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (!ended_) kill();
    }

    pid_t pid() const { return pid_; }

    /// The exit code, or 128 + the signal that ended it.
    int wait() {
        std::array<char, 512> text{};
        for (ssize_t size; (size = ::read(stderr_.get(), text.data(), text.size())) > 0;)
            said_.append(text.data(), static_cast<std::size_t>(size));
        int status = 0;
        ::waitpid(pid_, &status, 0);
        ended_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    /// kill -9. Descriptors that the child's own children hold do not delay it.
    void kill() {
        ::kill(pid_, SIGKILL);
        int status = 0;
        ::waitpid(pid_, &status, 0);
        ended_ = true;
    }

    /// What it printed on stderr, complete after wait().
    const std::string& said() const { return said_; }

private:
    template <class Body>
    static int run(Body&& body) {
        try {
            return body();
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
            return 99;
        }
    }

    pid_t pid_ = -1;
    FileDescriptor stderr_;
    std::string said_;
    bool ended_ = false;
};

}  // namespace seqboard::testing
