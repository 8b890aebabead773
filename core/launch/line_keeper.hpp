// Holds the motors' enable line in a process of its own, which lives a moment longer than the supervisor.
#pragma once

#include <sys/types.h>

#include <memory>

#include "core/file_descriptor.hpp"
#include "core/launch/enable_line.hpp"

namespace seqboard {

/// A line keeps its level when the program that holds it is killed: the kernel promises nothing else. So a child holds it, and listens
/// to the supervisor: the line is low within a millisecond of the supervisor's end, however it ends, and within kPatience when the
/// supervisor is stopped or hangs. The supervisor never waits for the line: it writes one byte into a socket.
class LineKeeper {
public:
    static constexpr Duration kPatience = std::chrono::milliseconds{250};

    /// Opens the line in the child. Throws StartError with the driver's own sentence.
    LineKeeper(const EnableLineDriver& driver, const SafetyRule& rule);
    LineKeeper(const LineKeeper&) = delete;
    LineKeeper& operator=(const LineKeeper&) = delete;

    /// The line is low and the child is gone when it returns.
    ~LineKeeper();

    /// Also says that the supervisor lives: to be called again and again, more often than kPatience. False: nobody holds the line.
    bool set(bool enabled) noexcept;

private:
    FileDescriptor socket_;
    pid_t pid_ = 0;
};

}  // namespace seqboard
