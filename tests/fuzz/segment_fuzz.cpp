// read_description and all reads: any bytes as a segment's file are refused by name or read within their bounds.
#include "core/segment/segment_error.hpp"
#include "tests/fuzz/segment_bytes.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/scratch/memory_segment.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// Gives each slot the fingerprint of the schema that it has now: a fuzzer does not guess 64 bits.
void repair_fingerprints(std::vector<std::byte>& bytes) {
    for (std::size_t at = kSlotTableOffset; at + sizeof(SlotEntry) <= bytes.size(); at += sizeof(SlotEntry)) {
        SlotEntry entry;
        std::memcpy(&entry, bytes.data() + at, sizeof entry);
        if (entry.schema_offset > bytes.size() || entry.schema_bytes > bytes.size() - entry.schema_offset) return;
        entry.message.back() = '\0';
        const std::string_view schema{reinterpret_cast<const char*>(bytes.data()) + entry.schema_offset, entry.schema_bytes};
        entry.fingerprint = layout_fingerprint(entry.message.data(), schema);
        std::memcpy(bytes.data() + at + offsetof(SlotEntry, fingerprint), &entry.fingerprint, sizeof entry.fingerprint);
    }
}

void require_in_bounds(const SegmentDescription& description, std::size_t bytes) {
    require(is_valid_name(description.board) && is_valid_name(description.node), "names are names");
    std::uint64_t end = kSlotTableOffset;
    for (const SlotPlace& slot : description.slots) {
        require(is_valid_name(slot.name) && is_valid_name(slot.message), "names are names");
        require(slot.offset >= end && slot.offset % kCacheLineBytes == 0, "rings follow each other");
        end = slot.offset + ring_bytes(slot.message_bytes, slot.cells);
        require(end <= bytes, "a ring lies within its segment");
    }
}

void attach(const std::vector<std::byte>& bytes) {
    try {
        SegmentDescription description = read_description("file", MemorySegment{bytes});
        require_in_bounds(description, bytes.size());
        read_everything(AttachedSegment{std::move(description), {}, mapped(bytes)});
    } catch (const SegmentError& error) {
        require(error.code() == ExitCode::kBadSegment, "what is no segment is damaged data");
        require(std::string_view{error.what()}.starts_with("file: "), "the sentence names the place");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto* const begin = reinterpret_cast<const std::byte*>(data);
    std::vector<std::byte> bytes{begin, begin + size};
    attach(bytes);
    repair_fingerprints(bytes);
    attach(bytes);
    return 0;
}
