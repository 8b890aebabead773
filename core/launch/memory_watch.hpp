// How much memory a process really uses, looked at once a second.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "core/time.hpp"

namespace seqboard {

/// Resident memory by /proc/PID/statm; nothing if the process is gone.
std::optional<std::uint64_t> resident_bytes(pid_t pid);

class MemoryWatch {
public:
    /// What the process uses when that is more than `limit_bytes` for the first time since it was less.
    std::optional<std::uint64_t> breach(pid_t pid, std::uint64_t limit_bytes, Time now);

private:
    Time looked_{};
    bool above_ = false;
};

}  // namespace seqboard
