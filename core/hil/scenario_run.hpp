// Runs a scenario once: processes, time limit, verdict, what is left behind.
#pragma once

#include <functional>
#include <string>

#include "core/hil/run_request.hpp"
#include "core/hil/scenario.hpp"
#include "core/hil/verdict.hpp"
#include "core/launch/checked_set.hpp"

namespace seqboard::hil {

struct RunResult {
    Verdict verdict;
    std::string folder;
    std::string mode;         ///< "sim, lock-step" or "dev, real time"
    std::string layout_hash;  ///< of all slots' layouts
};

/// Checks the scenario against its node set first: throws StartError{kConfig} with every mistake, then nothing was started. Launches the set
/// with `seqboard up` on a board and a root of its own, in mode hil the robot's part of it on the request's board before; waits at most the
/// scenario's wall_limit, reads the verdict, and looks for processes and files that are still there. What cannot be judged is INVALID with a
/// reason.
RunResult run_scenario(const Scenario& scenario, const RunRequest& request, const std::function<bool()>& stopped);

}  // namespace seqboard::hil
