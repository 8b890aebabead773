// What a bundle is made from, as `bundle` and `deploy` are told it.
#pragma once

#include <string>
#include <vector>

#include "core/cli/node_set_options.hpp"
#include "core/deploy/host/bundle.hpp"
#include "core/launch/node_catalog.hpp"

namespace seqboard::cli {

struct BundleOptions : NodeSetOptions {
    std::string programs = NodeCatalog::own_folder();
    std::vector<std::string> assets;
    std::string key;
    bool keep_symbols = false;

    /// All but the node set's file.
    void add_part_options(Command command);

    /// Whether one of them was given.
    bool has_parts() const;

    /// Checked, complete, signed if there is a key. Throws StartError.
    deploy::Bundle make(const Session& session) const;
};

}  // namespace seqboard::cli
