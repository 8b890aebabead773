#include "nodes/sim/stream_hash.hpp"

#include <cstdio>

#include "core/schema/schema_text.hpp"

namespace seqboard::sim {

namespace {

std::uint64_t hash_bytes(const void* bytes, std::size_t count, std::uint64_t hash) {
    return fnv1a({static_cast<const char*>(bytes), count}, hash);
}

}  // namespace

void StreamHash::take(Time end) {
    if (streams_.empty())
        for (SampleStream& stream : SampleStream::of_board(*board_)) {
            const std::uint64_t begin = fnv1a(stream.slot().name);
            streams_.push_back({std::move(stream), begin});
        }
    for (Stream& stream : streams_)
        stream.taken.take(end, [&](const SampleHeader& header, const std::vector<std::byte>& payload) {
            stream.hash = hash_bytes(&header.sequence, sizeof header.sequence, stream.hash);
            stream.hash = hash_bytes(&header.stamp_ns, sizeof header.stamp_ns, stream.hash);
            stream.hash = hash_bytes(payload.data(), payload.size(), stream.hash);
            ++stream.samples;
        });
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
        lines.push_back(stream.taken.slot().name + ": " + std::to_string(stream.samples) + " samples, " + hash);
    }
    return lines;
}

std::uint64_t StreamHash::missed() const {
    std::uint64_t missed = 0;
    for (const Stream& stream : streams_) missed += stream.taken.missed();
    return missed;
}

}  // namespace seqboard::sim
