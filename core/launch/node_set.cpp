#include "core/launch/node_set.hpp"

#include <algorithm>

namespace seqboard {

const NodeEntry* NodeSet::find(std::string_view name) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const NodeEntry& node) { return node.name == name; });
    return found == nodes.end() ? nullptr : &*found;
}

std::vector<std::string> NodeSet::names() const {
    std::vector<std::string> names;
    for (const NodeEntry& node : nodes) names.push_back(node.name);
    return names;
}

}  // namespace seqboard
