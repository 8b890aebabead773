#include "nodes/sim/stream_hash.hpp"

#include <algorithm>
#include <cstdio>

#include "core/schema/schema_text.hpp"

namespace seqboard::sim {

namespace {

std::uint64_t hash_bytes(const void* bytes, std::size_t count, std::uint64_t hash) {
    return fnv1a({static_cast<const char*>(bytes), count}, hash);
}

}  // namespace

bool StreamHash::is_simulated(const std::string& slot) {
    return !slot.ends_with(".status") && !slot.ends_with(".params") && !slot.starts_with("supervisor.") && !slot.starts_with("operator.") &&
           !slot.starts_with("clock.") && slot != "clock";
}

void StreamHash::find_slots() {
    for (const std::string& node : board_->nodes()) {
        const auto segment = board_->attach_trusted(node);
        if (!segment) continue;
        for (const SlotPlace& slot : segment->description().slots)
            if (is_simulated(slot.name))
                streams_.push_back(
                    {slot.name, segment, segment->reader(slot), std::vector<std::byte>(slot.message_bytes), {}, fnv1a(slot.name)});
    }
    std::sort(streams_.begin(), streams_.end(), [](const Stream& a, const Stream& b) { return a.slot < b.slot; });
}

void StreamHash::take(Time end) {
    if (streams_.empty()) find_slots();
    for (Stream& stream : streams_) {
        SampleHeader header;
        for (Cursor next = stream.cursor; next.take(stream.ring, header, stream.payload.data(), stream.payload.size()) == Copied::kWhole;) {
            if (header.stamp_ns >= ns_of(end)) break;
            stream.cursor = next;
            stream.hash = hash_bytes(&header.sequence, sizeof header.sequence, stream.hash);
            stream.hash = hash_bytes(&header.stamp_ns, sizeof header.stamp_ns, stream.hash);
            stream.hash = hash_bytes(stream.payload.data(), stream.payload.size(), stream.hash);
            ++stream.samples;
        }
    }
}

std::uint64_t StreamHash::value() const {
    std::uint64_t total = fnv1a("");
    for (const Stream& stream : streams_) total = hash_bytes(&stream.hash, sizeof stream.hash, total);
    return total;
}

std::uint64_t StreamHash::samples() const {
    std::uint64_t samples = 0;
    for (const Stream& stream : streams_) samples += stream.samples;
    return samples;
}

std::vector<std::string> StreamHash::by_slot() const {
    std::vector<std::string> lines;
    for (const Stream& stream : streams_) {
        char hash[17];
        std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(stream.hash));
        lines.push_back(stream.slot + ": " + std::to_string(stream.samples) + " samples, " + hash);
    }
    return lines;
}

std::uint64_t StreamHash::missed() const {
    std::uint64_t missed = 0;
    for (const Stream& stream : streams_) missed += stream.cursor.missed();
    return missed;
}

}  // namespace seqboard::sim
