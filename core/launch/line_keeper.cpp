#include "core/launch/line_keeper.hpp"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

constexpr char kLow = '0';
constexpr char kHigh = '1';
constexpr char kOpened = 'o';

/// True while the supervisor is there.
bool listen(int socket, EnableLine& line) {
    pollfd news{socket, POLLIN, 0};
    const auto patience_ms = std::chrono::duration_cast<std::chrono::milliseconds>(LineKeeper::kPatience).count();
    const int ready = ::poll(&news, 1, static_cast<int>(patience_ms));
    if (ready == 0) line.set(false);
    if (ready <= 0) return ready == 0 || errno == EINTR;
    char word = kLow;
    const ssize_t count = ::recv(socket, &word, 1, 0);
    if (count < 0 && errno == EINTR) return true;
    return count == 1 && line.set(word == kHigh);
}

/// Whoever reads what the supervisor prints waits for its end, not for ours.
void leave_output() {
    const FileDescriptor null{::open("/dev/null", O_RDWR | O_CLOEXEC)};
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(null.get(), standard);
}

[[noreturn]] void keep(int socket, pid_t supervisor, const EnableLineDriver& driver, const SafetyRule& rule) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_IGN);  // it ends with the supervisor, not before
    ::signal(SIGCHLD, SIG_DFL);
    ::prctl(PR_SET_NAME, "enable_line");
    ::setsid();
    try {
        const auto line = driver.open(rule);
        leave_output();
        ::send(socket, &kOpened, 1, MSG_NOSIGNAL);
        while (::getppid() == supervisor && listen(socket, *line)) continue;
        line->set(false);
    } catch (const StartError& error) {
        const std::string sentence = static_cast<char>(error.code()) + std::string{error.what()};
        ::send(socket, sentence.data(), sentence.size(), MSG_NOSIGNAL);
    }
    ::_exit(0);
}

}  // namespace

LineKeeper::LineKeeper(const EnableLineDriver& driver, const SafetyRule& rule) {
    int ends[2];
    // Of packets: the driver's sentence comes whole.
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) throw system_error("enable line", "no socket", errno);
    socket_ = FileDescriptor{ends[0]};
    FileDescriptor theirs{ends[1]};
    const pid_t supervisor = ::getpid();
    pid_ = ::fork();
    if (pid_ < 0) throw system_error("enable line", "no process", errno);
    if (pid_ == 0) {
        socket_ = FileDescriptor{};
        keep(theirs.get(), supervisor, driver, rule);
    }
    theirs = FileDescriptor{};
    std::array<char, 512> answer{};
    ssize_t count = 0;
    while ((count = ::recv(socket_.get(), answer.data(), answer.size(), 0)) < 0 && errno == EINTR) continue;
    if (count > 0 && answer[0] == kOpened) return;
    socket_ = FileDescriptor{};  // its end tells the child to go, if it lives
    ::waitpid(pid_, nullptr, 0);
    if (count <= 1) throw StartError{ExitCode::kSystem, "safety: enable_line: the process that holds it died"};
    throw StartError{static_cast<ExitCode>(answer[0]),
                     "safety: enable_line: " + std::string{answer.data() + 1, static_cast<std::size_t>(count) - 1}};
}

LineKeeper::~LineKeeper() {
    set(false);
    socket_ = FileDescriptor{};
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
}

bool LineKeeper::set(bool enabled) noexcept {
    const char word = enabled ? kHigh : kLow;
    // A full socket means that the child does not listen, and so that the line is anything.
    return ::send(socket_.get(), &word, 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1;
}

}  // namespace seqboard
