#include "core/record/recorded_run.hpp"

#include <algorithm>
#include <cstdlib>

#include "core/exit_code.hpp"
#include "core/record/flight_event.hpp"
#include "core/schema/ros2_definition.hpp"
#include "core/schema/schema.hpp"
#include "core/simulated_slot.hpp"

namespace seqboard::record {

namespace {

std::string of(const McapChannel& channel, const char* key) {
    const auto found = channel.metadata.find(key);
    return found == channel.metadata.end() ? "" : found->second;
}

std::uint64_t number_of(const McapChannel& channel, const char* key) { return std::strtoull(of(channel, key).c_str(), nullptr, 10); }

/// Log time of what a flight recorder found in the slots; 0 where no such recorder wrote the file.
std::uint64_t latched_ns_of(const McapReader& file) {
    for (const McapMetadata& metadata : file.metadata())
        if (const auto found = metadata.values.find("latched_ns"); metadata.name == kFlightMetadata && found != metadata.values.end())
            return std::strtoull(found->second.c_str(), nullptr, 10);
    return 0;
}

/// Nothing for a channel that is no slot of ours.
std::optional<SlotSpec> spec_of(const McapChannel& channel, std::size_t message_bytes) {
    SlotSpec spec{.name = of(channel, "slot"), .message = of(channel, "message"), .schema = of(channel, "schema")};
    if (spec.name.empty() || spec.schema.empty()) return std::nullopt;
    parse_schema(spec.schema, static_cast<std::uint32_t>(message_bytes));  // throws where the samples are not what it says
    spec.fingerprint = layout_fingerprint(spec.message, spec.schema);
    spec.message_bytes = static_cast<std::uint32_t>(message_bytes);
    spec.cells = static_cast<std::uint32_t>(number_of(channel, "cells"));
    spec.period = Duration{static_cast<std::int64_t>(number_of(channel, "period_ns"))};
    return spec;
}

}  // namespace

RecordedRun::RecordedRun(const std::vector<const McapReader*>& files) {
    for (const McapReader* const file : files) take(*file);
    if (slots_.empty()) throw StartError{ExitCode::kBadSegment, "'" + files.front()->name() + "' has no slot of a board in it"};
    std::stable_sort(samples_.begin(), samples_.end(),
                     [](const RecordedSample& a, const RecordedSample& b) { return a.log_ns < b.log_ns; });
}

/// The payload of a channel's first message gives its size.
RecordedRun::Channels RecordedRun::channels_of(const McapReader& file) {
    std::map<std::uint16_t, std::size_t> sizes;
    file.messages([&](const McapMessage& message) { sizes.try_emplace(message.channel, message.data.size()); });
    Channels channels;
    for (const auto& [id, bytes] : sizes) {
        const auto channel = file.channels().find(id);
        if (channel == file.channels().end() || bytes <= kCdrHeader.size()) continue;
        const auto spec = spec_of(channel->second, bytes - kCdrHeader.size());
        if (!spec) continue;
        const std::string node = of(channel->second, "node");
        auto known = std::find_if(slots_.begin(), slots_.end(), [&](const RecordedSlot& slot) { return slot.spec.name == spec->name; });
        if (known == slots_.end()) known = slots_.insert(slots_.end(), {*spec, node});
        if (known->spec.fingerprint != spec->fingerprint)
            throw StartError{ExitCode::kBadSegment, "'" + file.name() + "': slot '" + spec->name +
                                                        "' carries another message later on; replay what is before or after that"};
        channels[id] = {static_cast<std::uint32_t>(known - slots_.begin()), static_cast<std::uint32_t>(number_of(channel->second, "epoch")),
                        is_simulated(spec->name)};
    }
    return channels;
}

void RecordedRun::take(const McapReader& file) {
    const Channels channels = channels_of(file);
    const std::uint64_t latched_ns = latched_ns_of(file);
    begins_with_run_ = begins_with_run_ && latched_ns == 0;
    file.messages([&](const McapMessage& message) {
        const auto channel = channels.find(message.channel);
        if (channel == channels.end()) return;
        const auto& [slot, epoch, simulated] = channel->second;
        if (message.data.size() != kCdrHeader.size() + slots_[slot].spec.message_bytes) return;
        const auto [newest, is_first] = newest_.try_emplace({slot, epoch}, message.sequence);
        if (!is_first && static_cast<std::int32_t>(message.sequence - newest->second) <= 0) return;  // a part begins with it again
        newest->second = message.sequence;
        SampleHeader header{.stamp_ns = message.log_ns, .source_stamp_ns = message.publish_ns, .sequence = message.sequence};
        if (!simulated || message.log_ns == latched_ns) header.stamp_ns = header.source_stamp_ns = message.publish_ns;
        header.flags = sample_flags(epoch);
        samples_.push_back({message.log_ns, header, slot, bytes_.size()});
        const auto payload = message.data.subspan(kCdrHeader.size());
        bytes_.insert(bytes_.end(), payload.begin(), payload.end());
    });
}

std::vector<RecordedSample> RecordedRun::samples_of(const std::string& slot) const {
    std::vector<RecordedSample> found;
    for (const RecordedSample& sample : samples_)
        if (slots_[sample.slot].spec.name == slot) found.push_back(sample);
    return found;
}

}  // namespace seqboard::record
