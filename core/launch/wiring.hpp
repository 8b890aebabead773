// Who writes and who reads which slot in a node set.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/launch/node_catalog.hpp"
#include "core/launch/node_set.hpp"

namespace seqboard {

/// A slot and the node that writes it.
struct WiredOutput {
    std::string slot;
    std::string node;
    std::string port;  ///< empty: a slot that seqboard makes itself, such as heading.status
    PortInfo info;     ///< with the cells that the set asks for
    YamlPlace place;   ///< where the set names it, else the node's place
    bool any = false;  ///< its node takes any message: that of the readers
};

struct WiredInput {
    std::string slot;
    std::string node;
    PortInfo info;
    YamlPlace place;
    std::string writer;  ///< the node that writes the slot; empty if none does
    bool triggers = false;
    bool named = false;  ///< the node set says which slot
    bool any = false;    ///< its node takes any message: that of the writer
};

struct Wiring {
    std::vector<WiredOutput> outputs;  ///< in the order of the file
    std::vector<WiredInput> inputs;

    const WiredOutput* find_output(std::string_view slot) const;
    const WiredInput* find_input(std::string_view node, std::string_view port) const;
};

/// Nodes whose program could not be asked have no ports here.
Wiring wire(const NodeSet& set, const NodeCatalog& catalog);

}  // namespace seqboard
