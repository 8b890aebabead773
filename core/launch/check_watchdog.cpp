#include "core/launch/launch_check.hpp"
#include "core/names.hpp"

namespace seqboard {

void check_watchdog(const NodeSet& set, Findings& findings) {
    if (!set.watchdog) return;
    for (const Placed<std::string>& node : set.watchdog->nodes)
        if (set.find(node.value) == nullptr)
            findings.error(node.place, "watchdog: nodes: there is no node '" + node.value + "'" + suggestion(node.value, set.names()));
}

}  // namespace seqboard
