#include "core/launch/child_process.hpp"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file_descriptor.hpp"
#include "core/launch/exec.hpp"

namespace seqboard {

namespace {

constexpr char kSpared[] = "-500";
constexpr char kNormal[] = "0";

template <std::size_t N>
bool set_oom_score(const char (&score)[N]) {
    const FileDescriptor file{::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)};  // absent before Linux 2.6.36
    return file && ::write(file.get(), score, N - 1) > 0;
}

bool spared = false;

}  // namespace

void spare_from_oom() { spared = set_oom_score(kSpared); }

pid_t start_child(const std::vector<std::string>& command_line, int log, int death_signal) {
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
        if (spared) set_oom_score(kNormal);
        exec_or_exit(command_line);
    }
    const int failed = errno;
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
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
