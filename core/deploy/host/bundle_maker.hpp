// From a node set to a bundle: everything that the set needs to run on another machine.
#pragma once

#include <string>
#include <vector>

#include "core/deploy/host/bundle.hpp"
#include "core/launch/node_set_reader.hpp"

namespace seqboard::deploy {

struct BundleRequest {
    NodeSetRequest set;
    std::string programs;             ///< folder with seqboard and the node programs, built for the target
    std::vector<std::string> assets;  ///< files beside the node set that nothing in it names by an absolute path
    bool strip = true;
};

/// The set is checked by its own programs first, so those of another machine need its emulator. Programs go to bin/, the YAML
/// files, programs of `exec:` and assets to config/, laid out as they lie beside each other here. Throws StartError: kConfig with
/// all faults of the set, kNoInput for a missing program, kConfig for programs of different machines.
Bundle make_bundle(const BundleRequest& request);

}  // namespace seqboard::deploy
