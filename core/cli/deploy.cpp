// seqboard deploy: a bundle onto a target, and its release into operation.
#include <cstdio>

#include "core/cli/deploy_options.hpp"
#include "core/cli/deploy_printer.hpp"
#include "core/deploy/host/bundle_file.hpp"

namespace seqboard::cli {

namespace {

struct Options : DeployOptions {
    std::string bundle;
    deploy::DeploymentOptions deployment;
};

void add_trial_options(Command command, deploy::DeploymentOptions& options) {
    command.option("--ready", options.ready_s, "Seconds until all nodes must be ready").within(0.1, 3600.0).show_default();
    command.option("--soak", options.soak_s, "Seconds that no node may fail after that").within(0.0, 3600.0).show_default();
    command.option("--confirm", options.confirm_s, "Seconds in which this machine must still reach the target after that")
        .within(1.0, 3600.0)
        .show_default();
    command.flag("--dry-run", options.dry_run, "Say what would be sent and done; change nothing");
}

void run(const Options& options, Session& session) {
    if (options.target.host.empty() || options.bundle.empty())
        throw StartError{ExitCode::kUsage, "deploy: a target and a bundle are needed: seqboard deploy root@robot robot.seqboard"};
    const deploy::SshTarget target = options.resolved(session);
    const deploy::Bundle bundle = deploy::read_bundle(options.bundle);
    DeployPrinter printer{options.json};
    if (!options.json)
        std::printf("%s -> %s: release %s\n", options.bundle.c_str(), target.text().c_str(),
                    deploy::release_name(bundle.manifest_text).c_str());
    printer.print(deploy::Deployment{target, options.deployment, printer.view()}.deploy(bundle), options.deployment.dry_run);
}

void roll_back(const Options& options, Session& session) {
    const deploy::SshTarget target = options.resolved(session);
    DeployPrinter printer{options.json};
    printer.print(deploy::Deployment{target, options.deployment, printer.view()}.roll_back(), options.deployment.dry_run);
}

}  // namespace

void add_deploy_rollback(Command deploy, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = deploy.add("rollback", "Return to the release that ran before, by the same safe switch");
    options->add_to(command);
    add_trial_options(command, options->deployment);
    command.footer(
        "Exit status 66: there is no previous release; 1: it is not healthy, the present one runs again.\nExample:\n  seqboard deploy "
        "rollback root@robot");
    command.on_run([options, &session] { roll_back(*options, session); });
}

void add_deploy(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("deploy", "Bring a bundle to a target and into operation; roll back, look, prune");
    options->add_to(command).required(false);  // the subcommands have their own
    command.option("bundle", options->bundle, "The bundle, made by seqboard bundle");
    add_trial_options(command, options->deployment);
    command.flag("--without-devices", options->deployment.without_devices, "Go on although devices that parameters name are absent");
    command.footer(
        "The target needs an ssh server and a shell. Unless every node gets ready and stays so, and unless this machine then still\n"
        "reaches the target, the target returns to the release it ran before, by itself. A lost link loses nothing: run it again.\n"
        "Exit status 69: not reachable, or a device is absent; 77: key or signature refused; 78: wrong machine, or the check on the\n"
        "target failed; 73: no room; 75: another deployment is under way; 1: the release was not healthy, the old one runs again.\n"
        "Examples:\n  seqboard deploy root@robot robot.seqboard\n  seqboard deploy root@127.0.0.1:2222 robot.seqboard --key key --dry-run\n"
        "  seqboard deploy rollback root@robot");
    for (const auto add :
         {add_deploy_rollback, add_deploy_confirm, add_deploy_status, add_deploy_history, add_deploy_prune, add_deploy_logs})
        add(command, session);
    command.on_parsed([command] {
        const auto part = command.chosen();
        const auto word = command.first_word();
        if (part && word) throw StartError{ExitCode::kUsage, "deploy " + part->name() + ": one word too many: '" + *word + "'"};
    });
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
