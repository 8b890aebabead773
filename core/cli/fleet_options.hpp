// How a command that works on one target or several is told which.
#pragma once

#include <vector>

#include "core/cli/deploy_options.hpp"
#include "core/deploy/host/deployment.hpp"

namespace seqboard::cli {

struct FleetOptions : DeployOptions {
    deploy::DeploymentOptions deployment;
    double canary_soak_s = 0;
    unsigned jobs = 1;
    bool all = false;

    void add_fleet_options(Command command);

    /// The targets that `hosts` name, in that order, or all of the file. Throws StartError{kUsage} for none, and for one twice.
    std::vector<deploy::FleetTarget> fleet(const std::vector<std::string>& hosts, const Session& session) const;

    /// For target `number` of the fleet.
    deploy::DeploymentOptions deployment_of(std::size_t number) const;
};

}  // namespace seqboard::cli
