// The node set that a scenario runs: that of its launch file, with the node that watches and judges.
#pragma once

#include <string>

#include "core/hil/scenario.hpp"
#include "core/launch/node_set.hpp"

namespace seqboard::hil {

struct OverlayOptions {
    std::string run_folder;
    int seed = 1;
    bool idle = false;  ///< the scenario's steps are said to be done, and are not
};

/// The text of a node set that includes the launch file and lays over it: scenario_node, which ends the run instead of whoever does it
/// there; as fast as the machine can, and faults: allowed, where the clock is in lock-step; what the scenario says under use: nodes.
/// `base` is the launch file as it is without. Anyone can launch it again with `seqboard up`.
std::string overlay_text(const Scenario& scenario, const NodeSet& base, const OverlayOptions& options);

inline constexpr const char* kScenarioNode = "scenario";

}  // namespace seqboard::hil
