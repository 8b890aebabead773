#include <algorithm>

#include "core/launch/launch_check.hpp"

namespace seqboard {

namespace {

struct Held {
    const NodeEntry* node;
    PinClaim claim;
    YamlPlace place;
};

/// Where the node set gives the parameter; a default has the node's place.
YamlPlace place_of(const NodeEntry& node, const std::string& parameter) {
    const auto given = std::find_if(node.params.begin(), node.params.end(), [&](const NamedText& p) { return p.name == parameter; });
    return given == node.params.end() ? node.place : given->text_place;
}

}  // namespace

void check_pins(const NodeSet& set, const NodeCatalog& catalog, Findings& findings) {
    std::vector<Held> all;
    for (const NodeEntry& node : set.nodes)
        for (const PinClaim& claim : catalog.pins_of(node)) {
            const Held& held = all.emplace_back(Held{&node, claim, place_of(node, claim.parameter)});
            const std::string begin = node.name + ": parameter '" + claim.parameter + "': ";
            if (!claim.refusal.empty()) findings.error(held.place, begin + claim.refusal);
            const auto first = std::find_if(all.begin(), all.end(), [&](const Held& other) { return other.claim.pin == claim.pin; });
            if (&*first != &held)
                findings.error(held.place, begin + claim.pin + " is taken already, by '" + first->node->name + "' as its '" +
                                               first->claim.parameter + "' (" + text_of(first->place) +
                                               "); every line needs a pin of its own");
        }
}

}  // namespace seqboard
