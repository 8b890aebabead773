#include "core/deploy/keeper.hpp"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <exception>

#include "core/file_descriptor.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

namespace {

constexpr int kTries = 5;

/// Nothing that the host's link waits for may stay open.
void leave_link(const std::string& log) {
    ::setsid();
    ::signal(SIGHUP, SIG_IGN);
    if (const FileDescriptor null{::open("/dev/null", O_RDWR | O_CLOEXEC)})
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(null.get(), stream);
    if (const FileDescriptor file{::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)})
        for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) ::dup2(file.get(), stream);
}

int do_work(const std::function<void()>& work) {
    try {
        work();
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "seqboard_agent: %s\n", error.what());
        return 1;
    }
}

/// Until a worker has ended by itself.
void watch(const std::function<void()>& work, const std::function<void()>& resume) {
    for (int tries = 0; tries < kTries; ++tries) {
        const pid_t worker = ::fork();
        if (worker == 0) ::_exit(do_work(tries == 0 ? work : resume));
        int status = 0;
        while (worker > 0 && ::waitpid(worker, &status, 0) < 0 && errno == EINTR) continue;
        if (worker > 0 && WIFEXITED(status)) return;
        const timespec pause{tries, 0};  // without memory for a process there may be some later
        if (worker < 0) ::nanosleep(&pause, nullptr);
    }
}

}  // namespace

void keep_going(const std::string& log, const std::function<void()>& work, const std::function<void()>& resume) {
    const pid_t keeper = ::fork();
    if (keeper < 0) throw system_error("agent", "no process", errno);
    if (keeper > 0) return;
    leave_link(log);
    watch(work, resume);
    ::_exit(0);
}

}  // namespace seqboard::deploy
