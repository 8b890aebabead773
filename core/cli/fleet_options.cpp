#include "core/cli/fleet_options.hpp"

#include <algorithm>

namespace seqboard::cli {

void FleetOptions::add_fleet_options(Command command) {
    add_reach_options(command);
    command.flag("--all", all, "All targets of --targets, in their order");
    command.option("--jobs", jobs, "How many targets at the same time, once it went well on the first").within(1, 64).show_default();
    command.option("--ready", deployment.ready_s, "Seconds until all nodes must be ready").within(0.1, 3600.0).show_default();
    command.option("--soak", deployment.soak_s, "Seconds that no node may fail after that").within(0.0, 3600.0).show_default();
    command.option("--canary-soak", canary_soak_s, "The same for the first of several targets, if it is more").within(0.0, 86400.0);
    command.option("--confirm", deployment.confirm_s, "Seconds in which this machine must still reach the target after that")
        .within(1.0, 3600.0)
        .show_default();
}

std::vector<deploy::FleetTarget> FleetOptions::fleet(const std::vector<std::string>& hosts, const Session& session) const {
    if (all && targets_file.empty()) throw StartError{ExitCode::kUsage, "deploy: --all wants to know which: --targets FILE"};
    if (all && !hosts.empty())
        throw StartError{ExitCode::kUsage, "deploy: --all means all targets of " + targets_file + "; leave out '" + hosts.front() + "'"};
    std::vector<deploy::FleetTarget> in_file = known(session);
    if (all) return in_file;
    std::vector<deploy::FleetTarget> fleet;
    for (const std::string& host : hosts) {
        if (std::count(hosts.begin(), hosts.end(), host) > 1) throw StartError{ExitCode::kUsage, "deploy: '" + host + "' is there twice"};
        fleet.push_back(found(host, in_file, session));
    }
    if (fleet.empty()) throw StartError{ExitCode::kUsage, "deploy: a target is needed, such as root@robot"};
    return fleet;
}

deploy::DeploymentOptions FleetOptions::deployment_of(std::size_t number) const {
    deploy::DeploymentOptions options = deployment;
    if (number == 0) options.soak_s = std::max(options.soak_s, canary_soak_s);
    return options;
}

}  // namespace seqboard::cli
