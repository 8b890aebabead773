#include "tests/core/layout/layout_table.hpp"

#include <cstdio>
#include <cstring>
#include <span>

#include "core/node/params_slot.hpp"
#include "core/segment/segment_layout.hpp"
#include "tests/core/layout/stock_messages.hpp"

namespace seqboard::testing {

namespace {

std::string hex(std::uint64_t number) {
    char text[24];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
}

std::string field(std::size_t offset, std::string_view name, std::size_t bytes) {
    char text[96];
    std::snprintf(text, sizeof text, "%6zu %-20.*s %zu\n", offset, static_cast<int>(name.size()), name.data(), bytes);
    return text;
}

/// A message's lines; its slot goes into the segment that is hashed at the end.
template <Message T>
std::string message(std::vector<SlotSpec>& slots) {
    slots.push_back(slot_spec<T>("slot" + std::to_string(slots.size())));
    std::string text = "message " + std::string{message_name<T>()} + ": " + std::to_string(sizeof(T)) + " bytes, fingerprint " +
                       hex(kFingerprint<T>) + "\n";
    std::apply([&](const auto&... f) { ((text += field(f.offset, f.name, sizeof(typename std::remove_cvref_t<decltype(f)>::Type))), ...); },
               seqboard_fields(static_cast<const T*>(nullptr)));
    return text;
}

template <Message... T>
std::string messages(std::vector<SlotSpec>& slots, MessageList<T...>) {
    std::string text;
    ((text += message<T>(slots)), ...);
    return text;
}

#define SEQBOARD_STRUCT(type) "struct " #type ": " + std::to_string(sizeof(type)) + " bytes\n"
#define SEQBOARD_MEMBER(type, member) field(offsetof(type, member), #member, sizeof(type::member))

std::string structs() {
    return SEQBOARD_STRUCT(SegmentHeader) + SEQBOARD_MEMBER(SegmentHeader, magic) + SEQBOARD_MEMBER(SegmentHeader, byte_order) +
           SEQBOARD_MEMBER(SegmentHeader, layout_version) + SEQBOARD_MEMBER(SegmentHeader, header_bytes) +
           SEQBOARD_MEMBER(SegmentHeader, total_bytes) + SEQBOARD_MEMBER(SegmentHeader, slot_count) +
           SEQBOARD_MEMBER(SegmentHeader, reserved) + SEQBOARD_MEMBER(SegmentHeader, boot_id) + SEQBOARD_MEMBER(SegmentHeader, board) +
           SEQBOARD_MEMBER(SegmentHeader, node) + SEQBOARD_STRUCT(LiveWords) + SEQBOARD_MEMBER(LiveWords, epoch) +
           SEQBOARD_MEMBER(LiveWords, state) + SEQBOARD_MEMBER(LiveWords, owner_pid) + SEQBOARD_MEMBER(LiveWords, reserved) +
           SEQBOARD_STRUCT(SlotEntry) + SEQBOARD_MEMBER(SlotEntry, name) + SEQBOARD_MEMBER(SlotEntry, message) +
           SEQBOARD_MEMBER(SlotEntry, fingerprint) + SEQBOARD_MEMBER(SlotEntry, period_ns) + SEQBOARD_MEMBER(SlotEntry, offset) +
           SEQBOARD_MEMBER(SlotEntry, message_bytes) + SEQBOARD_MEMBER(SlotEntry, cells) + SEQBOARD_MEMBER(SlotEntry, notify) +
           SEQBOARD_MEMBER(SlotEntry, schema_offset) + SEQBOARD_MEMBER(SlotEntry, schema_bytes) + SEQBOARD_STRUCT(RingControl) +
           SEQBOARD_MEMBER(RingControl, head) + SEQBOARD_STRUCT(SampleHeader) + SEQBOARD_MEMBER(SampleHeader, stamp_ns) +
           SEQBOARD_MEMBER(SampleHeader, source_stamp_ns) + SEQBOARD_MEMBER(SampleHeader, sequence) + SEQBOARD_MEMBER(SampleHeader, flags);
}

#undef SEQBOARD_MEMBER
#undef SEQBOARD_STRUCT

/// The one message that is made at run time: numbers become text in it.
std::string params_slot(std::vector<SlotSpec>& slots) {
    std::deque<Parameter> parameters;
    parameters.push_back({.name = "gain_ratio", .value = 0.3f, .limits = Limits<double>{0.1, 1e7}, .live = true});
    parameters.push_back({.name = "pause", .value = Duration{std::chrono::milliseconds{1500}}});
    parameters.push_back({.name = "inverted", .value = true});
    parameters.push_back({.name = "count", .value = -7});
    parameters.push_back({.name = "device", .value = std::string{"/dev/ttySAC1"}});
    ParamsSlot slot{parameters};
    slots.push_back(slot.spec("node", "sample_node"));
    const std::vector<std::byte>& bytes = slot.encode();
    return "params slot: " + std::to_string(slots.back().message_bytes) + " bytes, fingerprint " + hex(slots.back().fingerprint) +
           ", values " + hex(fnv1a({reinterpret_cast<const char*>(bytes.data()), bytes.size()})) + "\n";
}

/// A segment with all these slots, but for the boot it was made in.
std::string segment(const std::vector<SlotSpec>& slots) {
    SegmentImage image = build_segment("board", "node", slots);
    std::memset(image.header.data() + offsetof(SegmentHeader, boot_id), 0, sizeof(SegmentHeader::boot_id));
    std::string text = "segment: " + std::to_string(image.header.size()) + " bytes of header, " +
                       std::to_string(image.description.total_bytes) + " in all, hash " +
                       hex(fnv1a({reinterpret_cast<const char*>(image.header.data()), image.header.size()})) + "\n";
    for (const SlotPlace& slot : image.description.slots)
        text += field(slot.offset, slot.message, ring_bytes(slot.message_bytes, slot.cells));
    return text;
}

}  // namespace

std::string layout_table() {
    std::vector<SlotSpec> slots;
    std::string text = messages(slots, StockMessages{});
    text += params_slot(slots);
    return text + structs() + segment(slots);
}

}  // namespace seqboard::testing
