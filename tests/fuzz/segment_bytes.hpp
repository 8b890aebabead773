// Bytes as a segment: what a reader does with whatever lies in shared memory.
#pragma once

#include <cstring>
#include <new>
#include <span>
#include <vector>

#include "core/exit_code.hpp"
#include "core/schema/sample_json.hpp"
#include "core/schema/sample_text.hpp"
#include "core/segment/attached_segment.hpp"
#include "core/slot/cursor.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/scratch/pattern.hpp"

namespace seqboard::testing {

/// As a file would be: aligned, and not a byte longer than it is, so that the address sanitizer sees every read beyond it.
inline Mapping mapped(std::span<const std::byte> bytes) {
    constexpr std::align_val_t kAlign{kCacheLineBytes};
    auto* const data = static_cast<std::byte*>(::operator new(bytes.size(), kAlign));
    std::memcpy(data, bytes.data(), bytes.size());
    return {data, bytes.size(),
            [](std::byte* given, std::size_t) noexcept { ::operator delete (given, std::align_val_t{kCacheLineBytes}); }};
}

/// A whole segment of two slots, one of them written.
inline std::vector<std::byte> good_segment() {
    const SegmentImage image = build_segment("robot", "ranger", {slot_spec<Pattern>("front", 2), slot_spec<Pattern>("left", 4)});
    std::vector<std::byte> bytes = image.header;
    bytes.resize(image.description.total_bytes);
    const SlotPlace& slot = image.description.slots[0];
    const Mapping mapping = mapped(bytes);
    const Pattern message = pattern(7);
    RingWriter{mapping.data() + slot.offset, slot.message_bytes, slot.cells}.publish({.flags = sample_flags(1)}, &message, sizeof message);
    std::memcpy(bytes.data(), mapping.data(), bytes.size());
    return bytes;
}

/// What tools print of a sample, by the schema beside it.
inline void print_sample(const SlotPlace& slot, std::span<const std::byte> message) {
    try {
        const Schema schema = parse_schema(slot.schema, slot.message_bytes);
        require(schema.bytes == slot.message_bytes, "a schema covers its message");
        sample_text(schema, message);
        sample_json(schema, message);
    } catch (const SchemaError&) {
    }
}

/// Reads every slot in every way there is. Whatever it finds, each read ends, within the segment.
inline void read_everything(const AttachedSegment& segment) {
    segment.retired(), segment.epoch(), segment.from_earlier_boot();
    for (const SlotPlace& slot : segment.description().slots) {
        const RingReader reader = segment.reader(slot);
        std::vector<std::byte> message(slot.message_bytes);
        SampleHeader header;
        Cursor cursor;
        if (reader.latest(header, message.data(), message.size()) == Copied::kWhole) print_sample(slot, message);
        for (std::size_t i = 0; i <= slot.cells; ++i) cursor.take(reader, header, message.data(), message.size());
        copy_as_of(reader, Time{std::chrono::seconds{1}}, header, message.data(), message.size());
    }
}

}  // namespace seqboard::testing
