#include "core/cli/deploy_options.hpp"

namespace seqboard::cli {

void DeployOptions::add_to(Command command) {
    command.option("host", target.host, "The target, as for ssh: [USER@]HOST[:PORT]; or its name in --targets").required();
    add_reach_options(command);
}

void DeployOptions::add_reach_options(Command command) {
    add_way_options(command);
    command.flag("--json", json, "Print JSON");
}

void DeployOptions::add_way_options(Command command) {
    command.option("--targets", targets_file, "A YAML file with targets by name; see docs/deploy.md");
    command.option("--into", target.root, "Folder of the releases on the target").show_default();
    command.option("--key", target.key, "File with the private key for ssh");
    command.option("--ssh-option", target.options, "NAME=VALUE: an option for ssh -o; may be given more than once");
}

deploy::SshTarget DeployOptions::resolved(const Session& session) const { return found(target.host, known(session), session).reach; }

std::vector<deploy::FleetTarget> DeployOptions::known(const Session& session) const {
    if (targets_file.empty()) return {};
    deploy::SshTarget usual = target;
    usual.boards_root = session.place.root;
    return deploy::read_fleet_file(targets_file, usual);
}

deploy::FleetTarget DeployOptions::found(const std::string& host, const std::vector<deploy::FleetTarget>& known,
                                         const Session& session) const {
    if (!targets_file.empty()) return deploy::target_named(host, known, targets_file);
    deploy::FleetTarget typed{host, target};
    typed.reach.host = host;
    typed.reach.boards_root = session.place.root;
    return typed;
}

}  // namespace seqboard::cli
