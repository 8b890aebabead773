// A node's process that an earlier supervisor started and that has outlived it: nobody's child, so the kernel reports no end of it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/file_descriptor.hpp"

namespace seqboard {

class AdoptedProcess {
public:
    /// The process with this id, if it runs just this program with these words (an emulator's in front of them do not count).
    /// Whoever asks knows the id from a lock that the process holds, so that it is not another's; the process is then told from
    /// a later one with the same id by a descriptor (Linux 5.3) or by its start time.
    static std::optional<AdoptedProcess> find(pid_t pid, const std::vector<std::string>& command_line);

    /// Cost: one system call, without descriptors three.
    bool lives() const;

    pid_t pid() const { return pid_; }

private:
    AdoptedProcess(pid_t pid, FileDescriptor descriptor, std::uint64_t start)
        : pid_{pid}, descriptor_{std::move(descriptor)}, start_{start} {}

    pid_t pid_;
    FileDescriptor descriptor_;
    std::uint64_t start_;  ///< in clock ticks since the machine's start
};

/// What a process was started with; empty if it is gone or another user's.
std::vector<std::string> words_of(pid_t pid);

}  // namespace seqboard
