// seqboard bundle: a node set with everything it needs, in one file.
#include <cstdio>

#include "core/cli/bundle_options.hpp"
#include "core/deploy/durable.hpp"
#include "core/deploy/host/bundle_file.hpp"
#include "core/deploy/host/byte_text.hpp"
#include "core/deploy/json.hpp"
#include "core/deploy/signature.hpp"

namespace seqboard::cli {

namespace {

struct Options : BundleOptions {
    std::string output;
    std::string new_key;
    bool json = false;
};

void make_key(const Options& options) {
    const deploy::KeyPair pair = deploy::new_key_pair();
    deploy::write_durably(options.new_key, pair.secret + "\n", 0600);
    deploy::write_durably(options.new_key + ".pub", pair.open + "\n");
    std::printf("%s: keep it; %s.pub: append it to trusted_keys in the targets' folder of releases\n", options.new_key.c_str(),
                options.new_key.c_str());
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
    const deploy::Bundle bundle = options.make(session);
    deploy::write_bundle(options.output, bundle);
    report(options, deploy::parse_manifest(bundle.manifest_text), deploy::release_name(bundle.manifest_text));
}

}  // namespace

void add_bundle(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("bundle", "Put a node set, its programs and files into one file for seqboard deploy");
    command.option("file", options->file, "The node set, a YAML file");
    command.option("-o,--output", options->output, "The bundle to write");
    options->add_part_options(command);
    command.option("--new-key", options->new_key, "Make a key for --sign and its open half FILE.pub, nothing else");
    command.flag("--json", options->json, "Print JSON");
    command.footer(
        "The set is checked by its own programs first; those of a board run in qemu-user for that, or in what SEQBOARD_EMULATOR_ARM\n"
        "says, such as \"qemu-arm -cpu ti925t\". The same inputs make the same file, byte by byte. tar tf lists it.\n"
        "Exit status 78: the node set is wrong; 66: a program or file is missing.\n"
        "Examples:\n  seqboard bundle config/robot_sim.yaml -o robot.seqboard\n"
        "  seqboard bundle config/robot.yaml -o robot.seqboard --programs build/s3c2440/bin/board --profile board");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
