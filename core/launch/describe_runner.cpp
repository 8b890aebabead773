#include "core/launch/describe_runner.hpp"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <array>
#include <cstring>

#include "core/file_descriptor.hpp"
#include "core/launch/exec.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

constexpr std::size_t kMaxOutput = 1u << 20;

struct Pipe {
    FileDescriptor read_end;
    FileDescriptor write_end;
};

Pipe make_pipe() {
    int ends[2];
    if (::pipe(ends) != 0) throw system_error("describe", "no pipe", errno);
    for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);  // pipe2 needs Linux 2.6.27 and a libc that knows it
    return {FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

/// One program at work.
class Run {
public:
    explicit Run(const std::vector<std::string>& command_line) {
        Pipe out = make_pipe();
        Pipe err = make_pipe();
        pid_ = ::fork();
        if (pid_ < 0) throw system_error(command_line.front(), "no process", errno);
        if (pid_ == 0) {
            ::setpgid(0, 0);
            ::dup2(out.write_end.get(), STDOUT_FILENO);
            ::dup2(err.write_end.get(), STDERR_FILENO);
            exec_or_exit(command_line);
        }
        ::setpgid(pid_, pid_);
        streams_ = {std::move(out.read_end), std::move(err.read_end)};
    }

    void add_to(std::vector<pollfd>& waits) const {
        for (const FileDescriptor& stream : streams_)
            if (stream) waits.push_back({stream.get(), POLLIN, 0});
    }

    void read_what_is_there() {
        for (std::size_t i = 0; i < streams_.size(); ++i) {
            pollfd ready{streams_[i].get(), POLLIN, 0};
            if (!streams_[i] || ::poll(&ready, 1, 0) <= 0) continue;
            std::array<char, 4096> bytes{};
            const ssize_t got = ::read(streams_[i].get(), bytes.data(), bytes.size());
            std::string& text = i == 0 ? output_.out : output_.err;
            if (got > 0 && text.size() < kMaxOutput) text.append(bytes.data(), static_cast<std::size_t>(got));
            if (got == 0) streams_[i] = FileDescriptor{};
        }
    }

    ProgramOutput finish(bool timed_out) {
        output_.timed_out = timed_out;
        if (timed_out) ::kill(-pid_, SIGKILL);
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        output_.exit_code = exit_code_of(status);
        return std::move(output_);
    }

    bool running() const { return streams_[0] || streams_[1]; }

private:
    pid_t pid_ = 0;
    std::array<FileDescriptor, 2> streams_;
    ProgramOutput output_;
};

}  // namespace

std::vector<ProgramOutput> run_programs(const std::vector<std::vector<std::string>>& command_lines, Duration limit) {
    std::vector<Run> runs;
    for (const auto& command_line : command_lines) runs.emplace_back(command_line);
    const Time end = monotonic_now() + limit;
    while (true) {
        std::vector<pollfd> waits;
        for (const Run& run : runs) run.add_to(waits);
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - monotonic_now());
        if (waits.empty() || left.count() <= 0) break;
        ::poll(waits.data(), waits.size(), static_cast<int>(left.count()));
        for (Run& run : runs) run.read_what_is_there();
    }
    std::vector<ProgramOutput> outputs;
    for (Run& run : runs) outputs.push_back(run.finish(run.running()));
    return outputs;
}

}  // namespace seqboard
