// A release whose `seqboard` is a shell script: it lies on the target as if it had been deployed, and starts in a millisecond.
#pragma once

#include "core/deploy/durable.hpp"
#include "core/deploy/release_tree.hpp"
#include "core/deploy/sha256.hpp"

namespace seqboard::testing {

/// Without its files: what a test changes before it is placed.
inline deploy::Manifest small_manifest() {
    deploy::Manifest manifest;
    manifest.version = "1.0";
    manifest.node_set = "config/set.yaml";
    manifest.board = "test";
    manifest.backend = "posix";
    return manifest;
}

/// Returns its name.
inline std::string place_release(const deploy::ReleaseTree& tree, const std::string& script, deploy::Manifest manifest = small_manifest()) {
    const std::string program = "#!/bin/sh\n" + script + "\n", set = "version: 1\n";
    manifest.files.push_back(
        {.path = "bin/seqboard", .sha256 = deploy::sha256_of(program), .bytes = program.size(), .executable = true, .link = ""});
    manifest.files.push_back(
        {.path = "config/set.yaml", .sha256 = deploy::sha256_of(set), .bytes = set.size(), .executable = false, .link = ""});
    const std::string name = deploy::release_name(manifest.text()), folder = tree.release(name);
    deploy::make_folders(folder + "/bin");
    deploy::make_folders(folder + "/config");
    deploy::write_durably(folder + "/bin/seqboard", program, 0755);
    deploy::write_durably(folder + "/config/set.yaml", set);
    deploy::write_durably(folder + "/" + deploy::kManifestName, manifest.text());
    return name;
}

}  // namespace seqboard::testing
