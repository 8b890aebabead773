#include "core/cli/detach.hpp"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <optional>

#include "core/cli/launch_printer.hpp"
#include "core/launch/exec.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::cli {

namespace {

constexpr char kAllReady = 'R';

/// From now on nothing here belongs to the terminal.
void leave_terminal(const std::string& folder) {
    NodeLog log{folder, "supervisor"};
    log.rotate();
    const FileDescriptor file = log.open();
    ::dup2(file.get(), STDOUT_FILENO);
    ::dup2(file.get(), STDERR_FILENO);
    if (const FileDescriptor null{::open("/dev/null", O_RDONLY | O_CLOEXEC)}) ::dup2(null.get(), STDIN_FILENO);
}

int supervise(LaunchPlan plan, const EnableLineDriver& lines, ReadAgain read_again, FileDescriptor ready) {
    LaunchPrinter printer{plan.asked, false};
    const std::string log_folder = plan.place.directory() + "/log";
    std::optional<Supervisor> supervisor;
    LaunchObserver observer;
    observer.on_event = [&](const LaunchEvent& event) {
        printer.on_event(event);
        if (!ready) return;
        if (event.kind == LaunchEvent::Kind::kGivenUp) supervisor->stop("a node was given up before all were ready");
        if (event.kind != LaunchEvent::Kind::kAllReady) return;
        leave_terminal(log_folder);
        [[maybe_unused]] const ssize_t told = ::write(ready.get(), &kAllReady, 1);
        ready = FileDescriptor{};
    };
    supervisor.emplace(std::move(plan), std::move(observer), lines, std::move(read_again));
    return supervisor->run();
}

int supervise_as_child(LaunchPlan plan, const EnableLineDriver& lines, ReadAgain read_again, FileDescriptor ready) {
    ::setsid();
    try {
        return supervise(std::move(plan), lines, std::move(read_again), std::move(ready));
    } catch (const StartError& error) {
        std::fprintf(stderr, "seqboard: %s\n", error.what());
        return static_cast<int>(error.code());
    }
}

}  // namespace

int supervise_detached(LaunchPlan plan, const EnableLineDriver& lines, ReadAgain read_again) {
    int ends[2];
    if (::pipe(ends) != 0) throw system_error("up --detach", "no pipe", errno);
    FileDescriptor read_end{ends[0]};
    FileDescriptor write_end{ends[1]};
    ::fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    const pid_t child = ::fork();
    if (child < 0) throw system_error("up --detach", "no process", errno);
    if (child == 0) {
        read_end = FileDescriptor{};
        const int code = supervise_as_child(std::move(plan), lines, std::move(read_again), std::move(write_end));
        std::fflush(nullptr);
        ::_exit(code);
    }
    write_end = FileDescriptor{};
    char news = 0;
    ssize_t got = 0;
    while ((got = ::read(read_end.get(), &news, 1)) < 0 && errno == EINTR) {
    }
    if (got == 1) return 0;  // kAllReady: there is no other news
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return exit_code_of(status);
}

}  // namespace seqboard::cli
