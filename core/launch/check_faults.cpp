#include "core/launch/launch_check.hpp"
#include "core/messages/slot_fault.hpp"

namespace seqboard {

void check_faults(const NodeSet& set, const Wiring& wiring, Findings& findings) {
    const WiredOutput* const faults = wiring.find_output(kSlotFaultsSlot);
    if (faults == nullptr || set.faults_allowed) return;
    findings.error(faults->place, faults->node +
                                      ": it puts faults into what other nodes write, which this node set does not allow; add "
                                      "faults: allowed where a test may do that");
}

}  // namespace seqboard
