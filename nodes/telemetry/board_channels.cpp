#include "nodes/telemetry/board_channels.hpp"

#include "core/messages/operator_request.hpp"
#include "core/schema/ros2_definition.hpp"

namespace seqboard::telemetry {

BoardChannels::Change BoardChannels::look() {
    Change change;
    std::map<std::string, std::shared_ptr<AttachedSegment>> present;
    for (const std::string& node : board_->nodes())
        // Who asks for parameters holds that node for the moment; if it is this process, to look at its segment would be to hold it on.
        if (auto segment = node == kOperatorNode ? nullptr : board_->attach_trusted(node); segment) present[node] = std::move(segment);
    std::erase_if(channels_, [&](const auto& known) {
        const auto& [id, channel] = known;
        const auto found = present.find(channel.node);
        const SlotPlace* const place = found == present.end() ? nullptr : found->second->find(channel.place.name);
        const bool gone = place == nullptr || place->fingerprint != channel.fingerprint;
        if (gone) change.removed.push_back(id);
        return gone;
    });
    for (const auto& [node, segment] : present)
        if (segments_[node] != segment) take(node, segment, change);
    segments_ = std::move(present);
    return change;
}

const Channel* BoardChannels::find(std::uint32_t id) const {
    const auto found = channels_.find(id);
    return found == channels_.end() ? nullptr : &found->second;
}

void BoardChannels::take(const std::string& node, const std::shared_ptr<AttachedSegment>& segment, Change& change) {
    for (const SlotPlace& place : segment->description().slots) {
        const std::uint32_t id = id_of(place);
        if (const auto known = channels_.find(id); known != channels_.end()) {
            known->second.node = node;
            known->second.segment = segment;
            known->second.place = place;
            ++known->second.generation;
            continue;
        }
        try {
            Ros2Definition definition = ros2_definition(place.message, parse_schema(place.schema, place.message_bytes));
            channels_[id] = {.topic = "/" + place.name,
                             .node = node,
                             .schema_name = std::move(definition.name),
                             .schema = std::move(definition.text),
                             .fingerprint = place.fingerprint,
                             .segment = segment,
                             .place = place};
            change.added.push_back(id);
        } catch (const SchemaError&) {  // made by another hand: what it means, nobody can tell a client
        }
    }
}

std::uint32_t BoardChannels::id_of(const SlotPlace& place) {
    return ids_.try_emplace({place.name, place.fingerprint}, static_cast<std::uint32_t>(ids_.size() + 1)).first->second;
}

}  // namespace seqboard::telemetry
