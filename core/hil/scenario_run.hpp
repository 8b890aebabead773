// Runs a scenario once: processes, time limit, verdict, what is left behind.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/hil/scenario.hpp"
#include "core/hil/verdict.hpp"
#include "core/launch/checked_set.hpp"

namespace seqboard::hil {

struct RunRequest {
    std::string scenario;  ///< its folder or file
    int seed = 1;
    std::string folder;               ///< made empty; absolute
    std::string programs;             ///< folder with seqboard and the nodes
    bool idle = false;                ///< its steps are said to be done and are not: it has to fail
    std::vector<std::string> sets{};  ///< NAME=VALUE beside the scenario's
};

struct RunResult {
    Verdict verdict;
    std::string folder;
    std::string mode;         ///< "sim, lock-step" or "sim, real time"
    std::string layout_hash;  ///< of all slots' layouts
};

/// Checks the scenario against its node set first: throws StartError{kConfig} with every mistake, then nothing was started. Launches the set
/// with `seqboard up` on a board and a root of its own, waits at most the scenario's wall_limit, reads the verdict, and looks for processes
/// and files that are still there. What cannot be judged is INVALID with a reason.
RunResult run_scenario(const Scenario& scenario, const RunRequest& request, const std::function<bool()>& stopped);

/// What run.txt in a run's folder says: the request that made it. Throws StartError where there is none.
RunRequest request_of(const std::string& run_folder);

}  // namespace seqboard::hil
