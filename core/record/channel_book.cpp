#include "core/record/channel_book.hpp"

#include <algorithm>

#include "core/log.hpp"
#include "core/schema/ros2_definition.hpp"

namespace seqboard::record {

namespace {

/// ROS names have no dots, and viewers fold what is between slashes: "wheels.status" -> "/wheels/status".
std::string topic_of(const std::string& slot) {
    std::string topic = "/" + slot;
    std::replace(topic.begin(), topic.end(), '.', '/');
    return topic;
}

}  // namespace

void ChannelBook::enter(SlotTap& tap, std::uint32_t epoch, McapDefinitions& to) {
    if (tap.channel != 0 && tap.epoch == epoch) return;
    const SlotPlace& place = tap.place();
    tap.epoch = epoch;
    tap.channel = ++channels_;
    to.channels.push_back({.id = tap.channel,
                           .schema = schema_of(place, to),
                           .topic = topic_of(place.name),
                           .encoding = "cdr",
                           .metadata = {{"slot", place.name},
                                        {"node", tap.node()},
                                        {"epoch", std::to_string(tap.epoch)},
                                        {"message", place.message},
                                        {"schema", place.schema},
                                        {"cells", std::to_string(place.cells)},
                                        {"period_ns", std::to_string(place.period.count())},
                                        {"offered_qos_profiles", ""}}});
}

std::uint16_t ChannelBook::schema_of(const SlotPlace& place, McapDefinitions& to) {
    const auto [known, is_new] =
        schemas_.try_emplace(place.message + " " + std::to_string(place.fingerprint), static_cast<std::uint16_t>(schemas_.size() + 1));
    if (!is_new) return known->second;
    try {
        Ros2Definition definition = ros2_definition(place.message, parse_schema(place.schema, place.message_bytes));
        to.schemas.push_back({known->second, std::move(definition.name), "ros2msg", std::move(definition.text)});
    } catch (const SchemaError& error) {
        log_line(LogLevel::kWarning, "slot '%s' is recorded without a definition: %s", place.name.c_str(), error.what());
        known->second = 0;
    }
    return known->second;
}

McapMessage message_of(const SlotTap& tap, const SampleHeader& header, const std::byte* sample, std::optional<Time> simulated_now) {
    const std::span<const std::byte> data{sample, tap.place().message_bytes};
    if (simulated_now && !tap.simulated) return {tap.channel, header.sequence, ns_of(*simulated_now), header.stamp_ns, data};
    return {tap.channel, header.sequence, header.stamp_ns, header.source_stamp_ns, data};
}

void warn_of_large(const SlotPlace& place, const char* remedy) {
    log_line(LogLevel::kWarning, "slot '%s' is not recorded: its %u bytes are more than a chunk holds; %s", place.name.c_str(),
             place.message_bytes, remedy);
}

}  // namespace seqboard::record
