#include "core/link/sample_frames.hpp"

#include "core/link/byte_reader.hpp"
#include "core/link/byte_writer.hpp"

namespace seqboard::link {

namespace {

std::size_t size_in_frame(const LinkSample& sample) noexcept { return kSampleHeadBytes + sample.bytes.size(); }

/// The field after the last one that goes into the frame that begins with `first`.
std::size_t end_of_frame(std::span<const LinkSample> samples, std::size_t first) noexcept {
    std::size_t bytes = kPartBytes;
    std::size_t end = first;
    for (; end < samples.size(); ++end) {
        if (!samples[end].fresh) continue;
        bytes += size_in_frame(samples[end]);
        if (bytes > kMaxPayloadBytes) break;
    }
    return end;
}

std::size_t next_fresh(std::span<const LinkSample> samples, std::size_t from) noexcept {
    while (from < samples.size() && !samples[from].fresh) ++from;
    return from;
}

}  // namespace

unsigned SamplePacker::parts_of(const SampleTable& table, unsigned at_least) noexcept {
    const auto samples = table.samples();
    unsigned parts = 0;
    for (std::size_t first = next_fresh(samples, 0); first < samples.size(); first = next_fresh(samples, end_of_frame(samples, first)))
        ++parts;
    return std::max(parts, at_least);
}

void SamplePacker::add(FrameType type, const SampleTable& table, unsigned at_least) {
    const auto samples = table.samples();
    std::size_t first = next_fresh(samples, 0);
    for (unsigned left = parts_of(table, at_least); left > 0; --left) {
        const std::size_t end = end_of_frame(samples, first);
        std::uint32_t fields = 0;
        for (std::size_t i = first; i < end; ++i) fields |= std::uint32_t{samples[i].fresh} << i;
        ByteWriter writer{payload_};
        writer.put(static_cast<std::uint8_t>(part_++));
        writer.put(static_cast<std::uint8_t>(parts_));
        writer.put(fields);
        for (std::size_t i = first; i < end; ++i) {
            if (!samples[i].fresh) continue;
            writer.put(samples[i].age_us);
            writer.put(samples[i].source_age_us);
            writer.put_bytes(samples[i].bytes);
        }
        head_.type = type;
        head_.payload = writer.bytes();
        out_.add(head_);
        ++head_.sequence;
        first = next_fresh(samples, end);
    }
}

std::optional<Part> unpack_samples(std::span<const std::uint8_t> payload, SampleTable& table) {
    ByteReader reader{payload};
    const Part part{reader.take<std::uint8_t>(), reader.take<std::uint8_t>()};
    const auto fields = reader.take<std::uint32_t>();
    const auto samples = table.samples();
    std::size_t size = kPartBytes;
    for (std::size_t i = 0; i < kMaxFields; ++i) {
        if ((fields >> i & 1) == 0) continue;
        if (i >= samples.size()) return std::nullopt;
        size += size_in_frame(samples[i]);
    }
    if (payload.size() != size || part.of > kMaxParts || part.number >= part.of) return std::nullopt;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if ((fields >> i & 1) == 0) continue;
        LinkSample& sample = samples[i];
        sample.age_us = reader.take<std::uint32_t>();
        sample.source_age_us = reader.take<std::uint32_t>();
        const auto bytes = reader.take_bytes(sample.bytes.size());
        std::copy(bytes.begin(), bytes.end(), sample.bytes.begin());
        sample.fresh = true;
    }
    return part;
}

}  // namespace seqboard::link
