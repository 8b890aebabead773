#include <algorithm>

#include "core/launch/launch_check.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

void check_driver(const NodeSet& set, const NodeCatalog& catalog, Findings& findings) {
    const Placed<std::string>& driver = set.clock.driver;
    if (driver.value.empty()) return findings.error(set.clock.place, "clock: lockstep needs the node that coordinates; add driver: NODE");
    const NodeEntry* const node = set.find(driver.value);
    if (node == nullptr)
        return findings.error(driver.place,
                              "clock: driver: there is no node '" + driver.value + "'" + suggestion(driver.value, set.names()));
    const NodeTypeInfo* const type = catalog.find(*node);
    if (type != nullptr && !type->drives_clock)
        findings.error(driver.place,
                       "clock: driver: '" + driver.value + "' is a " + type->type + ", which drives no clock; name the simulator");
    if (type != nullptr && node->period && node->period->value != set.clock.step)
        findings.error(node->period->place,
                       node->name + ": the driver steps every " + text_of(set.clock.step) + ", the step of the clock; take its rate out");
}

void check_period(const NodeSet& set, const NodeEntry& node, const NodeTypeInfo& type, Findings& findings) {
    const Duration period = node.period ? node.period->value : type.period;
    if (period == Duration::zero() || period % set.clock.step == Duration::zero()) return;
    findings.error(node.period ? node.period->place : node.place,
                   node.name + ": its period of " + text_of(period) + " is no multiple of the lock-step step of " +
                       text_of(set.clock.step) + "; give one with period:, or another clock: step:");
}

}  // namespace

void check_clock(const NodeSet& set, const NodeCatalog& catalog, Findings& findings) {
    if (!set.clock.lockstep) return;
    check_driver(set, catalog, findings);
    for (const NodeEntry& node : set.nodes)
        if (const NodeTypeInfo* const type = catalog.find(node); type != nullptr && !node.is_foreign && node.name != set.clock.driver.value)
            check_period(set, node, *type, findings);
}

}  // namespace seqboard
