// How a command that works on a target is told which, and how to get there.
#pragma once

#include "core/cli/subcommands.hpp"
#include "core/deploy/host/ssh_target.hpp"

namespace seqboard::cli {

struct DeployOptions {
    deploy::SshTarget target;
    bool json = false;

    /// Returns the option of the host, which is required unless the caller changes that.
    Option add_to(Command command) {
        const Option host = command.option("host", target.host, "The target, as for ssh: [USER@]HOST[:PORT]").required();
        command.option("--into", target.root, "Folder of the releases on the target").show_default();
        command.option("--key", target.key, "File with the private key for ssh");
        command.option("--ssh-option", target.options, "NAME=VALUE: an option for ssh -o; may be given more than once");
        command.flag("--json", json, "Print JSON");
        return host;
    }

    /// The target with what the command line says of all commands: --root is the folder of the blackboards there.
    deploy::SshTarget resolved(const Session& session) const {
        deploy::SshTarget resolved = target;
        resolved.boards_root = session.place.root;
        return resolved;
    }
};

// The parts of `seqboard deploy`, one file each.
void add_deploy_rollback(Command deploy, Session& session);
void add_deploy_confirm(Command deploy, Session& session);
void add_deploy_status(Command deploy, Session& session);
void add_deploy_history(Command deploy, Session& session);
void add_deploy_prune(Command deploy, Session& session);
void add_deploy_logs(Command deploy, Session& session);

}  // namespace seqboard::cli
