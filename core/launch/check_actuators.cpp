#include <algorithm>

#include "core/launch/launch_check.hpp"

namespace seqboard {

void check_actuators(const NodeSet& set, const NodeCatalog& catalog, Findings& findings) {
    const auto type_of = [&](const NodeEntry& node) { return catalog.find(node); };
    const auto link = std::find_if(set.nodes.begin(), set.nodes.end(),
                                   [&](const NodeEntry& node) { return type_of(node) != nullptr && type_of(node)->simulates_plant; });
    if (link == set.nodes.end() || set.allow_actuators) return;
    for (const NodeEntry& node : set.nodes)
        if (type_of(node) != nullptr && type_of(node)->drives_actuators)
            findings.error(node.place, node.name + ": a " + type_of(node)->type + " moves what is real, while '" + link->name +
                                           "' has a simulated plant's sensors; take it out (" + node.name +
                                           ": ~), or, with the robot off the floor, say --allow-actuators");
}

}  // namespace seqboard
