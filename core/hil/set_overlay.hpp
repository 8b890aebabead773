// The node set that a scenario runs: that of its launch file, with the node that watches and judges.
#pragma once

#include <string>

#include "core/hil/scenario.hpp"
#include "core/hil/set_cut.hpp"
#include "core/launch/node_set.hpp"

namespace seqboard::hil {

struct OverlayOptions {
    std::string run_folder;
    int seed = 1;
    bool idle = false;            ///< the scenario's steps are said to be done, and are not
    bool in_real_time = false;    ///< every node on its own timer, whatever the set's clock is
    const SetCut* cut = nullptr;  ///< the robot's other nodes are on a board, and kLinkFile in the run's folder has the link
};

/// The text of a node set that includes the launch file and lays over it: scenario_node, which ends the run instead of whoever does it
/// there; as fast as the machine can; faults: allowed, where the set simulates; what the scenario says under use: nodes.
/// `base` is the launch file as it is without. Anyone can launch it again with `seqboard up`.
std::string overlay_text(const Scenario& scenario, const NodeSet& base, const OverlayOptions& options);

inline constexpr const char* kScenarioNode = "scenario";
inline constexpr const char* kLinkFile = "link.yaml";

}  // namespace seqboard::hil
