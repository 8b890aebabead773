#include "core/launch/child_process.hpp"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

#include "core/file_descriptor.hpp"
#include "core/launch/exec.hpp"
#include "core/launch/process_settings.hpp"

namespace seqboard {

namespace {

bool spared = false;

/// From the child to its parent, until the child runs its program.
class WordPipe {
public:
    explicit WordPipe(bool wanted) {
        int ends[2];
        if (!wanted || ::pipe(ends) != 0) return;
        FileDescriptor read_end{ends[0]}, write_end{ends[1]};
        for (const int end : ends)
            if (::fcntl(end, F_SETFD, FD_CLOEXEC) != 0) return;  // the program would hold it, and we would listen until its end
        read_end_ = std::move(read_end);
        write_end_ = std::move(write_end);
    }
    void say(const std::string& words) const {
        if (write_end_ && !words.empty()) [[maybe_unused]]
            const ssize_t told = ::write(write_end_.get(), words.data(), words.size());
    }
    std::string hear() {
        write_end_ = FileDescriptor{};
        std::string words;
        char piece[256];
        for (ssize_t got = 0; read_end_ && ((got = ::read(read_end_.get(), piece, sizeof piece)) > 0 || (got < 0 && errno == EINTR));)
            if (got > 0) words.append(piece, static_cast<std::size_t>(got));
        return words;
    }

private:
    FileDescriptor read_end_;
    FileDescriptor write_end_;
};

/// As number 3: a plain shell can name no descriptor of two digits.
void pass_on(int descriptor) {
    constexpr int kReady = 3;
    if (descriptor == kReady) ::fcntl(descriptor, F_SETFD, 0);
    else ::dup2(descriptor, kReady);
    ::setenv("SEQBOARD_READY_FD", std::to_string(kReady).c_str(), 1);
}

}  // namespace

void spare_from_oom() {
    constexpr char kSpared[] = "-500";
    const FileDescriptor file{::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)};  // absent before Linux 2.6.36
    spared = file && ::write(file.get(), kSpared, sizeof kSpared - 1) > 0;
}

pid_t start_child(const std::vector<std::string>& command_line, int log, int death_signal, const ChildSetup& setup, std::string* refused) {
    WordPipe news{setup.has_settings()};
    // Until exec the child has our handlers: a signal it got meanwhile would land in our inbox.
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, &before);
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, death_signal);
        if (death_signal != 0 && ::getppid() != parent) ::_exit(128 + death_signal);  // it died before the line above
        ::dup2(log, STDOUT_FILENO);
        ::dup2(log, STDERR_FILENO);
        news.say(apply_process_settings(setup.schedule, setup.limits, spared));
        if (setup.ready_descriptor >= 0) pass_on(setup.ready_descriptor);
        exec_or_exit(command_line);
    }
    const int failed = errno;
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    if (pid > 0 && refused != nullptr) *refused = news.hear();
    errno = failed;
    return pid;
}

void signal_group(pid_t pid, int signal) {
    if (::kill(-pid, signal) != 0) ::kill(pid, signal);  // it has not made its group yet
}

std::optional<int> reap_child(pid_t pid) {
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != pid) return std::nullopt;
    ::kill(-pid, SIGKILL);  // while the dead leader still keeps the number from being given to somebody else
    int status = 0;
    ::waitpid(pid, &status, 0);
    return exit_code_of(status);
}

}  // namespace seqboard
