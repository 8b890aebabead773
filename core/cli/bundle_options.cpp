#include "core/cli/bundle_options.hpp"

#include <cstdlib>
#include <utility>

#include "core/deploy/durable.hpp"
#include "core/deploy/host/bundle_maker.hpp"
#include "core/deploy/host/program_path.hpp"
#include "core/deploy/signature.hpp"
#include "core/launch/emulator.hpp"

namespace seqboard::cli {

namespace {

std::string secret_in(const std::string& file) {
    std::string secret = deploy::text_of_file(file);
    if (secret.empty()) throw StartError{ExitCode::kNoInput, "no key in " + file + "; make one with seqboard bundle --new-key " + file};
    return secret;
}

/// Programs of boards are asked through the usual emulators, if these are installed and no others are named.
void use_emulators() {
    for (const auto& [variable, emulator] : {std::pair{kArmEmulator, "qemu-arm"}, std::pair{kAarch64Emulator, "qemu-aarch64"}})
        if (!deploy::program_path(emulator).empty()) ::setenv(variable, emulator, 0);
}

}  // namespace

void BundleOptions::add_part_options(Command command) {
    add_variant_options(command);
    command.option("--programs", programs, "Folder with seqboard and the node programs for the target (default: that of this program)");
    command.option("--asset", assets, "A file to take along that no parameter names; may be given more than once");
    command.option("--sign", key, "Sign with the secret key in this file");
    command.flag("--keep-symbols", keep_symbols, "Do not strip the programs");
}

bool BundleOptions::has_parts() const {
    return programs != NodeCatalog::own_folder() || !assets.empty() || !key.empty() || keep_symbols || !profiles.empty() || !sets.empty();
}

deploy::Bundle BundleOptions::make(const Session& session) const {
    use_emulators();
    deploy::Bundle bundle = deploy::make_bundle({request(session), programs, assets, !keep_symbols});
    if (!key.empty()) {
        bundle.sources[key] = deploy::stamp_of(key);
        bundle.signature = deploy::sign(bundle.manifest_text, secret_in(key));
    }
    return bundle;
}

}  // namespace seqboard::cli
