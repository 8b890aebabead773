#include "core/launch/operator_inbox.hpp"

#include "core/port/newest_of_port.hpp"

namespace seqboard {

OperatorInbox::OperatorInbox()
    : requests_{"requests", slot_spec<LaunchRequest>(std::string{kLaunchRequestSlot}), kForever, context_}, opened_{monotonic_now()} {
    requests_.rename(requests_.slot(), std::string{kOperatorNode});
}

std::optional<LaunchRequest> OperatorInbox::take(Blackboard& board) {
    const auto news = newest<LaunchRequest>(requests_, board, true);
    if (!news || time_from_ns(news->header.stamp_ns) < opened_) return std::nullopt;
    if (news->value.id == last_id_ || news->value.verb == LaunchVerb::kNone) return std::nullopt;
    last_id_ = news->value.id;
    return news->value;
}

}  // namespace seqboard
