// A program that this one talks to over its stdin and stdout.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "core/file_descriptor.hpp"

namespace seqboard::deploy {

class PipedProcess {
public:
    /// The program is looked for in $PATH. From now on this process ignores SIGPIPE: who writes to a program that has ended is told by write().
    /// Throws StartError.
    explicit PipedProcess(const std::vector<std::string>& command_line);
    PipedProcess(const PipedProcess&) = delete;
    PipedProcess& operator=(const PipedProcess&) = delete;

    /// Closes the pipes and waits for it.
    ~PipedProcess();

    int in() const { return in_.get(); }    ///< write here what it reads
    int out() const { return out_.get(); }  ///< read here what it prints

    pid_t pid() const { return pid_; }

    /// It will read no more.
    void close_in() { in_ = FileDescriptor{}; }

    /// Closes what is open, waits for its end and returns its exit code; 128 + signal if it was killed.
    int wait();

    /// What it has printed on stderr so far.
    std::string said() const;

private:
    pid_t pid_ = -1;
    int exit_code_ = 0;
    FileDescriptor in_;
    FileDescriptor out_;
    FileDescriptor err_;  ///< an unnamed file
};

}  // namespace seqboard::deploy
