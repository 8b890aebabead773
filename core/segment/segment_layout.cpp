#include "core/segment/segment_layout.hpp"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "core/file_descriptor.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

constexpr std::size_t aligned(std::size_t bytes) { return (bytes + kCacheLineBytes - 1) / kCacheLineBytes * kCacheLineBytes; }

void put_name(std::array<char, kNameBytes>& to, std::string_view name) { std::copy(name.begin(), name.end(), to.begin()); }

bool valid_cells(std::uint32_t cells) { return cells >= kMinCells && cells <= kMaxCells && (cells & (cells - 1)) == 0; }

void check_spec(std::string_view node, const SlotSpec& slot) {
    const std::string where = "node '" + std::string{node} + "': slot '" + slot.name + "': ";
    if (!is_valid_name(slot.name) || !is_valid_name(slot.message))
        throw StartError{ExitCode::kConfig, where + "a name is 1 to 47 of A-Z a-z 0-9 _ . - and does not start with a dot"};
    if (!valid_cells(slot.cells))
        throw StartError{ExitCode::kConfig, where + std::to_string(slot.cells) + " cells; use a power of two from 2 to 64"};
    if (slot.message_bytes == 0 || slot.message_bytes % 4 != 0 || slot.message_bytes > kMaxMessageBytes)
        throw StartError{ExitCode::kConfig, where + "a message of " + std::to_string(slot.message_bytes) +
                                                " bytes; a message has 4 bytes to 16 MiB, a multiple of 4"};
    if (slot.schema.size() > kMaxSchemaBytes)
        throw StartError{ExitCode::kConfig, where + "its schema text is over 16 KiB; use fewer or shorter field names"};
}

void require_distinct(std::string_view node, const std::vector<SlotSpec>& slots) {
    std::set<std::string_view> names;
    for (const SlotSpec& slot : slots)
        if (!names.insert(slot.name).second)
            throw StartError{ExitCode::kConfig, "node '" + std::string{node} + "' writes slot '" + slot.name +
                                                    "' twice; give one of the ports another slot with --output PORT=SLOT"};
}

/// Reads structs out of the private copy and throws SegmentError with the place in front.
class HeaderReader {
public:
    HeaderReader(const std::string& place, std::span<const std::byte> bytes) : place_{place}, bytes_{bytes} {}

    template <class T>
    T at(std::size_t offset) const {
        T value;
        std::memcpy(&value, bytes_.data() + offset, sizeof value);
        return value;
    }

    std::string name(const std::array<char, kNameBytes>& chars, const char* field) const {
        const auto end = std::find(chars.begin(), chars.end(), '\0');
        std::string text{chars.begin(), end};
        if (end == chars.end() || !is_valid_name(text)) fail(SegmentFault::kBadName, std::string{field} + " is not a valid name");
        return text;
    }

    std::string text(std::size_t offset, std::size_t size) const { return {reinterpret_cast<const char*>(bytes_.data()) + offset, size}; }

    void require(bool good, const std::string& what) const {
        if (!good) fail(SegmentFault::kCorrupt, what);
    }

    [[noreturn]] void fail(SegmentFault fault, const std::string& what) const {
        throw SegmentError{fault, place_ + ": " + what + "; not used. Its owner makes a new one when it starts, or remove it"};
    }

private:
    const std::string& place_;
    std::span<const std::byte> bytes_;
};

SlotPlace parse_slot(const HeaderReader& reader, std::uint32_t index, std::uint32_t header_bytes, std::uint32_t total_bytes) {
    const auto entry = reader.at<SlotEntry>(kSlotTableOffset + index * sizeof(SlotEntry));
    const std::string field = "slot " + std::to_string(index) + ": ";
    SlotPlace slot;
    slot.name = reader.name(entry.name, "a slot");
    slot.message = reader.name(entry.message, "a message");
    reader.require(valid_cells(entry.cells), field + "cells = " + std::to_string(entry.cells));
    reader.require(entry.message_bytes > 0 && entry.message_bytes % 4 == 0 && entry.message_bytes <= kMaxMessageBytes,
                   field + "message_bytes = " + std::to_string(entry.message_bytes));
    reader.require(entry.schema_bytes <= kMaxSchemaBytes && entry.schema_offset >= kSlotTableOffset &&
                       entry.schema_offset <= header_bytes && entry.schema_bytes <= header_bytes - entry.schema_offset,
                   field + "schema outside the header");
    const std::uint64_t end = std::uint64_t{entry.offset} + ring_bytes(entry.message_bytes, entry.cells);
    reader.require(entry.offset % kCacheLineBytes == 0 && entry.offset >= header_bytes && end <= total_bytes,
                   field + "offset = " + std::to_string(entry.offset));
    slot.schema = reader.text(entry.schema_offset, entry.schema_bytes);
    slot.fingerprint = entry.fingerprint;
    slot.message_bytes = entry.message_bytes;
    slot.cells = entry.cells;
    slot.notify = entry.notify != 0;
    slot.period = Duration{static_cast<std::int64_t>(entry.period_ns)};
    slot.offset = entry.offset;
    reader.require(layout_fingerprint(slot.message, slot.schema) == slot.fingerprint, field + "fingerprint does not fit its schema");
    return slot;
}

/// In the order of the table each ring starts where the one before has ended: no overlap, and no sorting needed.
void require_disjoint(const HeaderReader& reader, const std::vector<SlotPlace>& slots) {
    std::uint64_t end = 0;
    for (const SlotPlace& slot : slots) {
        reader.require(slot.offset >= end, "slot '" + slot.name + "' overlaps the one before");
        end = slot.offset + ring_bytes(slot.message_bytes, slot.cells);
    }
}

}  // namespace

SegmentImage build_segment(std::string_view board, std::string_view node, const std::vector<SlotSpec>& slots) {
    if (!is_valid_name(board) || !is_valid_name(node))
        throw StartError{ExitCode::kConfig, "'" + std::string{board} + "/" + std::string{node} +
                                                "': a board or node name is 1 to 47 of A-Z a-z 0-9 _ . - and does not start with a dot"};
    if (slots.size() > kMaxSlots)
        throw StartError{ExitCode::kConfig,
                         "node '" + std::string{node} + "' has " + std::to_string(slots.size()) + " slots; at most 4096"};
    require_distinct(node, slots);
    std::size_t schema_at = kSlotTableOffset + slots.size() * sizeof(SlotEntry);
    std::size_t header_bytes = schema_at;
    for (const SlotSpec& slot : slots) {
        check_spec(node, slot);
        header_bytes += slot.schema.size();
    }
    header_bytes = aligned(header_bytes);

    SegmentImage image;
    image.header.resize(header_bytes);
    std::size_t ring_at = header_bytes;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const SlotSpec& slot = slots[i];
        SlotEntry entry{};
        put_name(entry.name, slot.name);
        put_name(entry.message, slot.message);
        entry.fingerprint = slot.fingerprint;
        entry.period_ns = static_cast<std::uint64_t>(slot.period.count());
        entry.offset = static_cast<std::uint32_t>(ring_at);
        entry.message_bytes = slot.message_bytes;
        entry.cells = slot.cells;
        entry.notify = slot.notify;
        entry.schema_offset = static_cast<std::uint32_t>(schema_at);
        entry.schema_bytes = static_cast<std::uint32_t>(slot.schema.size());
        std::memcpy(image.header.data() + kSlotTableOffset + i * sizeof entry, &entry, sizeof entry);
        std::memcpy(image.header.data() + schema_at, slot.schema.data(), slot.schema.size());
        schema_at += slot.schema.size();
        ring_at += ring_bytes(slot.message_bytes, slot.cells);
        if (ring_at > kMaxSegmentBytes)
            throw StartError{ExitCode::kConfig, "node '" + std::string{node} + "': its slots need over 1 GiB; use fewer cells"};
    }
    SegmentHeader header{kSegmentMagic,
                         kByteOrderMark,
                         kLayoutVersion,
                         static_cast<std::uint32_t>(header_bytes),
                         static_cast<std::uint32_t>(ring_at),
                         static_cast<std::uint32_t>(slots.size()),
                         0,
                         current_boot_id(),
                         {},
                         {}};
    put_name(header.board, board);
    put_name(header.node, node);
    std::memcpy(image.header.data(), &header, sizeof header);
    image.description = parse_segment("node '" + std::string{node} + "'", image.header, ring_at);
    return image;
}

std::uint32_t checked_header_bytes(const std::string& place, std::span<const std::byte> head, std::uint64_t segment_bytes) {
    const HeaderReader reader{place, head};
    if (head.size() < kSlotTableOffset)
        reader.fail(SegmentFault::kTooSmall,
                    std::to_string(segment_bytes) + " bytes; a segment has at least " + std::to_string(kSlotTableOffset));
    const auto header = reader.at<SegmentHeader>(0);
    if (header.magic != kSegmentMagic) reader.fail(SegmentFault::kBadMagic, "not a seqboard segment");
    if (header.byte_order != kByteOrderMark) reader.fail(SegmentFault::kByteOrder, "written by a machine of the other byte order");
    if (header.layout_version != kLayoutVersion)
        reader.fail(SegmentFault::kVersion, "layout version " + std::to_string(header.layout_version) + ", this program knows " +
                                                std::to_string(kLayoutVersion) + "; use programs of one release");
    reader.require(header.slot_count <= kMaxSlots, "slot_count = " + std::to_string(header.slot_count));
    reader.require(header.header_bytes >= kSlotTableOffset + header.slot_count * sizeof(SlotEntry) &&
                       header.header_bytes <= header.total_bytes && header.total_bytes <= kMaxSegmentBytes,
                   "header_bytes = " + std::to_string(header.header_bytes) + ", total_bytes = " + std::to_string(header.total_bytes));
    if (header.total_bytes > segment_bytes)
        reader.fail(SegmentFault::kTooSmall,
                    std::to_string(segment_bytes) + " bytes; its header says " + std::to_string(header.total_bytes));
    return header.header_bytes;
}

SegmentDescription parse_segment(const std::string& place, std::span<const std::byte> header_copy, std::uint64_t segment_bytes) {
    const std::uint32_t header_bytes = checked_header_bytes(place, header_copy, segment_bytes);
    const HeaderReader reader{place, header_copy};
    if (header_copy.size() < header_bytes) reader.fail(SegmentFault::kTooSmall, "shorter than its header");
    const auto header = reader.at<SegmentHeader>(0);
    SegmentDescription description{
        reader.name(header.board, "the board"), reader.name(header.node, "the node"), header.boot_id, header.total_bytes, {}};
    description.slots.reserve(header.slot_count);
    for (std::uint32_t i = 0; i < header.slot_count; ++i)
        description.slots.push_back(parse_slot(reader, i, header_bytes, header.total_bytes));
    require_disjoint(reader, description.slots);
    return description;
}

bool same_layout(const SegmentDescription& a, const SegmentDescription& b) {
    const auto same_slot = [](const SlotPlace& x, const SlotPlace& y) {
        return x.name == y.name && x.fingerprint == y.fingerprint && x.message_bytes == y.message_bytes && x.cells == y.cells &&
               x.notify == y.notify && x.period == y.period && x.offset == y.offset;
    };
    return a.board == b.board && a.node == b.node && a.total_bytes == b.total_bytes &&
           std::equal(a.slots.begin(), a.slots.end(), b.slots.begin(), b.slots.end(), same_slot);
}

BootId current_boot_id() {
    BootId id{};
    char text[37] = {};
    const std::string path = "/proc/sys/kernel/random/boot_id";
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file && errno == ENOENT) return id;
    const ssize_t size = file ? ::read(file.get(), text, sizeof text - 1) : -1;
    if (size < 0) throw system_error(path, "this boot's number cannot be read", errno);
    std::size_t nibble = 0;
    for (ssize_t i = 0; i < size && nibble < 32; ++i) {
        const char c = text[i];
        const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (value < 0) continue;
        id[nibble / 2] = static_cast<std::uint8_t>(id[nibble / 2] << 4 | value);
        ++nibble;
    }
    return id;
}

}  // namespace seqboard
