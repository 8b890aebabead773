// seqboard bundle: a node set with everything it needs, in one file.
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/cli/node_set_options.hpp"
#include "core/deploy/durable.hpp"
#include "core/deploy/host/bundle_file.hpp"
#include "core/deploy/host/bundle_maker.hpp"
#include "core/deploy/host/byte_text.hpp"
#include "core/deploy/host/program_path.hpp"
#include "core/deploy/json.hpp"
#include "core/deploy/signature.hpp"
#include "core/launch/emulator.hpp"
#include "core/launch/node_catalog.hpp"

namespace seqboard::cli {

namespace {

struct Options : NodeSetOptions {
    std::string output;
    std::string programs = NodeCatalog::own_folder();
    std::vector<std::string> assets;
    std::string key;
    std::string new_key;
    bool keep_symbols = false;
    bool json = false;
};

void make_key(const Options& options) {
    const deploy::KeyPair pair = deploy::new_key_pair();
    deploy::write_durably(options.new_key, pair.secret + "\n", 0600);
    deploy::write_durably(options.new_key + ".pub", pair.open + "\n");
    std::printf("%s: keep it; %s.pub: append it to trusted_keys in the targets' folder of releases\n", options.new_key.c_str(),
                options.new_key.c_str());
}

std::string secret_in(const std::string& file) {
    const std::string secret = deploy::text_of_file(file);
    if (secret.empty()) throw StartError{ExitCode::kNoInput, "no key in " + file + "; make one with seqboard bundle --new-key " + file};
    return secret;
}

/// Programs of boards are asked through the usual emulators, if these are installed and no others are named.
void use_emulators() {
    for (const auto& [variable, emulator] : {std::pair{kArmEmulator, "qemu-arm"}, std::pair{kAarch64Emulator, "qemu-aarch64"}})
        if (!deploy::program_path(emulator).empty()) ::setenv(variable, emulator, 0);
}

void report(const Options& options, const deploy::Manifest& manifest, const std::string& release) {
    const auto bytes = deploy::text_of_file(options.output).size();
    if (options.json) {
        const deploy::Json json = {{"file", options.output},    {"bytes", bytes},
                                   {"release", release},        {"target", manifest.target},
                                   {"layout", manifest.layout}, {"signed", !options.key.empty()}};
        std::printf("%s\n", json.dump(2).c_str());
        return;
    }
    std::printf("%s: release %s for %s: %zu files, %s, compressed %s\n", options.output.c_str(), release.c_str(), manifest.target.c_str(),
                manifest.files.size(), deploy::byte_text(manifest.bytes()).c_str(), deploy::byte_text(bytes).c_str());
}

void run(const Options& options, const Session& session) {
    if (!options.new_key.empty()) return make_key(options);
    if (options.file.empty() || options.output.empty())
        throw StartError{ExitCode::kUsage,
                         "bundle: a node set and an output are needed: seqboard bundle config/robot.yaml -o robot.seqboard"};
    use_emulators();
    deploy::Bundle bundle = deploy::make_bundle({options.request(session), options.programs, options.assets, !options.keep_symbols});
    if (!options.key.empty()) bundle.signature = deploy::sign(bundle.manifest_text, secret_in(options.key));
    deploy::write_bundle(options.output, bundle);
    report(options, deploy::parse_manifest(bundle.manifest_text), deploy::release_name(bundle.manifest_text));
}

}  // namespace

void add_bundle(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("bundle", "Put a node set, its programs and files into one file for seqboard deploy");
    options->add_to(command).required(false);
    command.option("-o,--output", options->output, "The bundle to write");
    command.option("--programs", options->programs,
                   "Folder with seqboard and the node programs for the target (default: that of this program)");
    command.option("--asset", options->assets, "A file to take along that no parameter names; may be given more than once");
    command.option("--sign", options->key, "Sign with the secret key in this file");
    command.option("--new-key", options->new_key, "Make a key for --sign and its open half FILE.pub, nothing else");
    command.flag("--keep-symbols", options->keep_symbols, "Do not strip the programs");
    command.flag("--json", options->json, "Print JSON");
    command.footer(
        "The set is checked by its own programs first; those of a board run in qemu-user for that, or in what SEQBOARD_EMULATOR_ARM\n"
        "says, such as \"qemu-arm -cpu ti925t\". The same inputs make the same file, byte by byte. tar tzf lists it.\n"
        "Exit status 78: the node set is wrong; 66: a program or file is missing.\n"
        "Examples:\n  seqboard bundle config/robot_sim.yaml -o robot.seqboard\n"
        "  seqboard bundle config/robot.yaml -o robot.seqboard --programs build/s3c2440/bin/board --profile board");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
