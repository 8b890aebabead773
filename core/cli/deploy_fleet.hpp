// What is done to one target or many, shown while it goes on, and the table of what came of it.
#pragma once

#include <functional>

#include "core/cli/fleet_options.hpp"

namespace seqboard::cli {

/// Deploys or rolls back.
using Act = std::function<deploy::DeploymentResult(deploy::Deployment& deployment)>;

/// One target: throws StartError. Several, or --all: the first is the canary; returns what the first that failed says.
ExitCode act_on(const std::vector<deploy::FleetTarget>& fleet, const FleetOptions& options, const Act& act);

}  // namespace seqboard::cli
