// seqboard deploy: a bundle onto one target or many, and its release into operation.
#include <cstdio>

#include "core/cli/bundle_options.hpp"
#include "core/cli/deploy_fleet.hpp"
#include "core/cli/deploy_watch.hpp"
#include "core/deploy/host/bundle_file.hpp"

namespace seqboard::cli {

namespace {

struct Options : FleetOptions {
    std::vector<std::string> words;  ///< the targets, then what is deployed
    BundleOptions parts;
    bool watch = false;
};

bool is_node_set(const std::string& file) { return file.ends_with(".yaml") || file.ends_with(".yml"); }

/// A bundle is read, a node set is bundled.
deploy::Bundle bundle_of(const std::string& file, const Options& options, const Session& session) {
    if (is_node_set(file)) {
        BundleOptions parts = options.parts;
        parts.file = file;
        return parts.make(session);
    }
    if (options.parts.has_parts())
        throw StartError{ExitCode::kUsage, "deploy: " + file +
                                               " is a bundle that is made already; --programs, --profile, --set, --asset, "
                                               "--sign and --keep-symbols go with a node set, X.yaml"};
    const deploy::FileStamp stamp = deploy::stamp_of(file);
    deploy::Bundle bundle = deploy::read_bundle(file);
    bundle.sources[file] = stamp;
    return bundle;
}

void run(const Options& options, Session& session) {
    std::vector<std::string> hosts = options.words;
    if (hosts.size() < (options.all ? 1 : 2))
        throw StartError{ExitCode::kUsage, "deploy: a target and a bundle are needed: seqboard deploy root@robot robot.seqboard"};
    const std::string file = hosts.back();
    hosts.pop_back();
    const auto fleet = options.fleet(hosts, session);
    const auto deploy_it = [&](const deploy::Bundle& bundle) {
        if (!options.json)
            std::printf("%s -> %s%s: release %s\n", file.c_str(), fleet.front().reach.text().c_str(),
                        fleet.size() == 1 ? "" : (" and " + std::to_string(fleet.size() - 1) + " more").c_str(),
                        deploy::release_name(bundle.manifest_text).c_str());
        std::fflush(stdout);
        return act_on(fleet, options, [&](deploy::Deployment& deployment) { return deployment.deploy(bundle); });
    };
    const auto make = [&] { return bundle_of(file, options, session); };
    if (!options.watch) {
        session.exit = deploy_it(make());
        return;
    }
    std::vector<std::string> beginnings = {file};
    if (is_node_set(file)) beginnings.push_back(options.parts.programs);
    session.exit = DeployWatch{beginnings, make, deploy_it}.run();
}

}  // namespace

void add_deploy_rollback(Command deploy, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = deploy.add("rollback", "Return to the release that ran before, by the same safe switch");
    command.option("hosts", options->words, "The target, or several, the canary first");
    options->add_fleet_options(command);
    command.flag("--dry-run", options->deployment.dry_run, "Say what would be done; change nothing");
    command.footer(
        "Exit status 66: there is no previous release; 1: it is not healthy, the present one runs again.\nExamples:\n  seqboard deploy "
        "rollback root@robot\n  seqboard deploy rollback --targets fleet.yaml --all");
    command.on_run([options, &session] {
        session.exit = act_on(options->fleet(options->words, session), *options,
                              [](deploy::Deployment& deployment) { return deployment.roll_back(); });
    });
}

void add_deploy(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("deploy", "Bring a bundle to a target and into operation; roll back, look, prune");
    command.option("words", options->words, "The target, or several, the canary first; then the bundle, or a node set to bundle");
    options->add_fleet_options(command);
    const Option dry = command.flag("--dry-run", options->deployment.dry_run, "Say what would be sent, changed and done; change nothing");
    command.flag("--watch", options->watch, "Deploy again whenever a program or file of it changes, until Ctrl-C").excludes(dry);
    command.flag("--without-devices", options->deployment.without_devices, "Go on although devices that parameters name are absent");
    options->parts.add_part_options(command);
    command.footer(
        "A target needs an ssh server and a shell. Unless every node gets ready and stays so, and unless this machine then still\n"
        "reaches the target, the target returns to the release it ran before, by itself. A lost link loses nothing: run it again.\n"
        "Of several targets the first is the canary: unless all goes well there the others are not touched. A release that fails on\n"
        "another one is not begun on any more; one that cannot be reached holds up nobody. The exit status is that of the first that "
        "failed.\n"
        "Exit status 69: not reachable, or a device is absent; 77: key or signature refused; 78: wrong machine, or the check on the\n"
        "target failed; 73: no room; 75: another deployment is under way; 1: the release was not healthy, the old one runs again.\n"
        "Examples:\n  seqboard deploy root@robot robot.seqboard\n  seqboard deploy root@127.0.0.1:2222 robot.seqboard --key key --dry-run\n"
        "  seqboard deploy --targets fleet.yaml --all robot.seqboard --canary-soak 300 --jobs 4\n"
        "  seqboard deploy root@robot config/robot.yaml --programs build/s3c2440/bin/board --watch --soak 1\n"
        "  seqboard deploy rollback root@robot");
    for (const auto add : {add_deploy_rollback, add_deploy_confirm, add_deploy_status, add_deploy_history, add_deploy_prune,
                           add_deploy_logs, add_deploy_shell})
        add(command, session);
    command.on_parsed([command] {
        const auto part = command.chosen();
        const auto word = command.first_word();
        if (part && word) throw StartError{ExitCode::kUsage, "deploy " + part->name() + ": one word too many: '" + *word + "'"};
    });
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
