// How a command that works on a target is told which, and how to get there.
#pragma once

#include "core/cli/subcommands.hpp"
#include "core/deploy/host/fleet_file.hpp"

namespace seqboard::cli {

struct DeployOptions {
    deploy::SshTarget target;  ///< with what holds for all where a file of targets says nothing else
    std::string targets_file;
    bool json = false;

    /// With the host at a place of its own.
    void add_to(Command command);
    void add_reach_options(Command command);  ///< and --json
    void add_way_options(Command command);    ///< without

    /// The target with what the command line says of all commands: --root is the folder of the blackboards there. Throws StartError for
    /// a name that the file of targets does not have.
    deploy::SshTarget resolved(const Session& session) const;

protected:
    /// What the file of targets has; nothing without one.
    std::vector<deploy::FleetTarget> known(const Session& session) const;
    deploy::FleetTarget found(const std::string& host, const std::vector<deploy::FleetTarget>& known, const Session& session) const;
};

// The parts of `seqboard deploy`, one file each.
void add_deploy_rollback(Command deploy, Session& session);
void add_deploy_confirm(Command deploy, Session& session);
void add_deploy_status(Command deploy, Session& session);
void add_deploy_history(Command deploy, Session& session);
void add_deploy_prune(Command deploy, Session& session);
void add_deploy_logs(Command deploy, Session& session);
void add_deploy_shell(Command deploy, Session& session);

}  // namespace seqboard::cli
