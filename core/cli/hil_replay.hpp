// A scenario judged on a recording: the mode replay.
#pragma once

#include <functional>

#include "core/hil/scenario_run.hpp"

namespace seqboard::cli {

/// The robot's nodes of today on what was recorded, in lock-step; everything else is as it was then, whatever they do: what is judged is what
/// they say. A scenario with steps is refused: throws StartError{kConfig} with every mistake, then nothing was started. One that names what
/// only a running set has, such as NODE.ready, is refused when its nodes are there. Leaves node_set.yaml and verdict.txt in the request's folder.
hil::RunResult replay_scenario(const hil::Scenario& scenario, const hil::RunRequest& request, const std::function<bool()>& stopped);

}  // namespace seqboard::cli
