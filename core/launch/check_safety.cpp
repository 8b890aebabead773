#include <algorithm>

#include "core/launch/launch_check.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

/// A slot's age tells of the node that writes it.
void check_health_slots(const NodeEntry& node, const Wiring& wiring, Findings& findings) {
    std::vector<std::string> own;
    for (const WiredOutput& output : wiring.outputs)
        if (output.node == node.name && !output.port.empty()) own.push_back(output.slot);
    for (const HealthRule::Slot& slot : node.health.slots)
        if (std::find(own.begin(), own.end(), slot.name.value) == own.end())
            findings.error(slot.name.place, node.name + ": health: slots: '" + slot.name.value +
                                                "' is not one of its outputs, whose age would tell whether it hangs" +
                                                suggestion(slot.name.value, own));
}

}  // namespace

void check_safety(const NodeSet& set, const Wiring& wiring, Findings& findings) {
    for (const NodeEntry& node : set.nodes) check_health_slots(node, wiring, findings);
}

void check_enable_line(const NodeSet& set, const NodeCatalog& catalog, const EnableLineDriver& lines, Findings& findings) {
    const Placed<std::string>& line = set.safety.enable_line;
    if (line.value.empty() || !lines.pins) return;
    for (const PinClaim& own : lines.pins(set.safety)) {
        if (!own.refusal.empty()) findings.error(line.place, "safety: enable_line: " + own.refusal);
        for (const NodeEntry& node : set.nodes)
            for (const PinClaim& claim : catalog.pins_of(node))
                if (claim.pin == own.pin)
                    findings.error(line.place, "safety: enable_line: " + own.pin + " is taken already, by '" + node.name + "' as its '" +
                                                   claim.parameter + "'; the supervisor's line needs a pin of its own");
    }
}

}  // namespace seqboard
