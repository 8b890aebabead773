// What this machine has of what seqboard uses, and what it costs when something is missing.
#pragma once

#include <string>
#include <vector>

#include "core/cli/machine_facts.hpp"

namespace seqboard::cli {

enum class Verdict : unsigned char {
    kOk,
    kWarn,     ///< works, with the consequence told
    kMissing,  ///< required: seqboard does not work without
};

struct MachineCheck {
    std::string name;
    Verdict verdict = Verdict::kOk;
    std::string found;
    std::string consequence{};  ///< empty if all is well
    std::string fix{};
};

/// Kernel, timers, scheduling, memory locking, processors.
std::vector<MachineCheck> check_timing(const MachineFacts& machine);

/// Shared memory, futexes, file locks, System V objects, ptys, watchdog. Tries what it says, and leaves nothing behind.
std::vector<MachineCheck> check_communication(const MachineFacts& machine);

}  // namespace seqboard::cli
