// What a node set that was read again changes in one that runs. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/launch/launch_plan.hpp"

namespace seqboard {

/// Processes by name.
struct PlanDifference {
    std::vector<std::string> changed;  ///< another command line, wiring, scheduling or limits: they start anew
    std::vector<std::string> amended;  ///< only what the supervisor does with them: they go on
    std::vector<std::string> added;
    std::vector<std::string> removed;
    std::string refusal;  ///< what cannot change while the set runs; empty: nothing of that kind

    bool is_empty() const { return changed.empty() && amended.empty() && added.empty() && removed.empty(); }
};

PlanDifference difference(const LaunchPlan& running, const LaunchPlan& wanted);

}  // namespace seqboard
