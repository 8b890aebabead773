#include "core/deploy/host/piped_process.hpp"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstring>

#include "core/launch/emulator.hpp"
#include "core/launch/exec.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

namespace {

FileDescriptor unnamed_file() {
    std::array<char, 32> path{"/tmp/seqboard-said-XXXXXX"};
    FileDescriptor file{::mkostemp(path.data(), O_CLOEXEC)};
    if (!file) throw system_error(path.data(), "cannot be made", errno);
    ::unlink(path.data());
    return file;
}

}  // namespace

PipedProcess::PipedProcess(const std::vector<std::string>& command_line) : err_{unnamed_file()} {
    std::array<int, 2> to{};
    std::array<int, 2> from{};
    if (::pipe2(to.data(), O_CLOEXEC) != 0) throw system_error(command_line.front(), "no pipe", errno);
    FileDescriptor to_read{to[0]};
    in_ = FileDescriptor{to[1]};
    if (::pipe2(from.data(), O_CLOEXEC) != 0) throw system_error(command_line.front(), "no pipe", errno);
    out_ = FileDescriptor{from[0]};
    FileDescriptor from_write{from[1]};
    // All of it before the fork: other threads may hold locks then that nobody lets go of in the child.
    std::vector<std::string> line = emulator_for(command_line.front());
    line.insert(line.end(), command_line.begin(), command_line.end());
    std::vector<char*> words;
    for (std::string& word : line) words.push_back(word.data());
    words.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ < 0) throw system_error(command_line.front(), "no process", errno);
    if (pid_ > 0) {
        ::signal(SIGPIPE, SIG_IGN);
        return;
    }
    ::dup2(to_read.get(), STDIN_FILENO);
    ::dup2(from_write.get(), STDOUT_FILENO);
    ::dup2(err_.get(), STDERR_FILENO);
    ::signal(SIGPIPE, SIG_DFL);
    ::execvp(words.front(), words.data());
    std::fprintf(stderr, "%s: cannot be run: %s\n", words.front(), std::strerror(errno));
    ::_exit(127);
}

PipedProcess::~PipedProcess() { wait(); }

int PipedProcess::wait() {
    in_ = FileDescriptor{};
    out_ = FileDescriptor{};
    int status = 0;
    if (pid_ > 0) {
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
        exit_code_ = exit_code_of(status);
        pid_ = -1;
    }
    return exit_code_;
}

std::string PipedProcess::said() const {
    std::string text;
    std::array<char, 4096> bytes;
    for (ssize_t got = 0; (got = ::pread(err_.get(), bytes.data(), bytes.size(), static_cast<off_t>(text.size()))) > 0;)
        text.append(bytes.data(), static_cast<std::size_t>(got));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace seqboard::deploy
