#include "core/launch/readiness_probe.hpp"

#include <algorithm>

#include "core/messages/node_status.hpp"

namespace seqboard {

ReadinessProbe::ReadinessProbe(const PlannedProcess& process) {
    for (const PlannedNode& node : process.nodes) {
        InputPort& status = statuses_.emplace_back("status", slot_spec<NodeStatus>(node.name + ".status"), kForever, context_);
        status.rename(status.slot(), node.name);
    }
}

bool ReadinessProbe::all_ready(Blackboard& board, Time start) {
    return std::all_of(statuses_.begin(), statuses_.end(), [&](InputPort& status) { return is_ready(status, board, start); });
}

bool ReadinessProbe::is_ready(InputPort& status, Blackboard& board, Time start) const {
    if (status.lost(board, true) && !status.connect(board)) return false;
    SampleHeader header;
    NodeStatus news;
    return status.ring.latest(header, &news, sizeof news) == Copied::kWhole && time_from_ns(header.stamp_ns) >= start &&
           news.state == NodeState::kReady;
}

}  // namespace seqboard
