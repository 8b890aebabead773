#include "core/launch/launch_check.hpp"

namespace seqboard {

void check_node_set(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, Findings& findings) {
    check_parameters(set, catalog, findings);
    check_pins(set, catalog, findings);
    check_wiring(set, catalog, wiring, findings);
    check_order(set, wiring, findings);
    check_clock(set, catalog, findings);
    check_watchdog(set, findings);
    check_faults(set, wiring, findings);
    check_actuators(set, catalog, findings);
    check_safety(set, wiring, findings);
    check_modes(set, catalog, wiring, findings);
    check_conditions(set, catalog, wiring, findings);
}

}  // namespace seqboard
