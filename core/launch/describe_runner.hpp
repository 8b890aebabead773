// Runs programs side by side and keeps what they print: for --describe.
#pragma once

#include <string>
#include <vector>

#include "core/time.hpp"

namespace seqboard {

struct ProgramOutput {
    std::string out;
    std::string err;
    int exit_code = 0;       ///< 128 + signal if it was killed
    bool timed_out = false;  ///< it ran longer than the limit and was killed
};

/// Runs all command lines at the same time, each at most `limit`, and reaps them. The outputs are in the same order. What a
/// program prints beyond 1 MiB is dropped.
std::vector<ProgramOutput> run_programs(const std::vector<std::vector<std::string>>& command_lines, Duration limit);

}  // namespace seqboard
