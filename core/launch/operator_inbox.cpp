#include "core/launch/operator_inbox.hpp"

namespace seqboard {

OperatorInbox::OperatorInbox()
    : requests_{"requests", slot_spec<LaunchRequest>(std::string{kLaunchRequestSlot}), kForever, context_}, opened_{monotonic_now()} {
    requests_.rename(requests_.slot(), std::string{kOperatorNode});
}

std::optional<LaunchRequest> OperatorInbox::take(Blackboard& board) {
    if (requests_.lost(board, true) && !requests_.connect(board)) return std::nullopt;
    SampleHeader header;
    LaunchRequest request;
    if (requests_.ring.latest(header, &request, sizeof request) != Copied::kWhole) return std::nullopt;
    if (time_from_ns(header.stamp_ns) < opened_ || request.id == last_id_ || request.verb == LaunchVerb::kNone) return std::nullopt;
    last_id_ = request.id;
    return request;
}

}  // namespace seqboard
