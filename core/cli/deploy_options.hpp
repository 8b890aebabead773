// How a command that works on a target is told which, and how to get there.
#pragma once

#include "core/cli/command.hpp"
#include "core/deploy/host/ssh_target.hpp"

namespace seqboard::cli {

struct DeployOptions {
    deploy::SshTarget target;
    bool json = false;

    void add_to(CLI::App& command) {
        command.add_option("host", target.host, "The target, as for ssh: [USER@]HOST[:PORT]")->required();
        command.add_option("--into", target.root, "Folder of the releases on the target")->capture_default_str();
        command.add_option("--key", target.key, "File with the private key for ssh");
        command.add_option("--ssh-option", target.options, "NAME=VALUE: an option for ssh -o; may be given more than once")
            ->allow_extra_args(false);
        command.add_flag("--json", json, "Print JSON");
    }

    /// The target with what the command line says of all commands: --root is the folder of the blackboards there.
    deploy::SshTarget resolved(const Session& session) const {
        deploy::SshTarget resolved = target;
        resolved.boards_root = session.place.root;
        return resolved;
    }
};

// The parts of `seqboard deploy`, one file each.
void add_deploy_rollback(CLI::App& deploy, Session& session);
void add_deploy_confirm(CLI::App& deploy, Session& session);
void add_deploy_status(CLI::App& deploy, Session& session);
void add_deploy_history(CLI::App& deploy, Session& session);
void add_deploy_prune(CLI::App& deploy, Session& session);
void add_deploy_logs(CLI::App& deploy, Session& session);

}  // namespace seqboard::cli
