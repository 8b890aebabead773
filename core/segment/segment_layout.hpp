// The bytes of a segment, the same on every architecture:
//
//   SegmentHeader | LiveWords | SlotEntry x slot_count | schema texts | ring | ring | ...
//
// Everything but LiveWords and the rings is written once, before the segment becomes visible.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/names.hpp"
#include "core/segment/slot_spec.hpp"

namespace seqboard {

inline constexpr std::array<char, 8> kSegmentMagic = {'S', 'E', 'Q', 'B', 'O', 'A', 'R', 'D'};
inline constexpr std::uint32_t kLayoutVersion = 1;
inline constexpr std::uint32_t kByteOrderMark = 0x01020304;
inline constexpr std::uint32_t kMaxSlots = 4096;
inline constexpr std::uint32_t kMaxSchemaBytes = 16384;
inline constexpr std::uint32_t kMaxSegmentBytes = 1u << 30;

using BootId = std::array<std::uint8_t, 16>;

struct SegmentHeader {
    std::array<char, 8> magic;
    std::uint32_t byte_order;
    std::uint32_t layout_version;
    std::uint32_t header_bytes;  ///< everything before the first ring
    std::uint32_t total_bytes;
    std::uint32_t slot_count;
    std::uint32_t reserved;
    BootId boot_id;
    std::array<char, kNameBytes> board;
    std::array<char, kNameBytes> node;
};
static_assert(sizeof(SegmentHeader) == 144);

enum class SegmentState : std::uint32_t { kActive = 0, kRetired = 1 };

/// The only words of the header that change; written by the owner, read by anyone.
struct LiveWords {
    std::uint32_t epoch;      ///< incarnations of the owner, from 1
    std::uint32_t state;      ///< SegmentState
    std::uint32_t owner_pid;  ///< for people; the lock decides who owns it
    std::uint32_t reserved;
};
static_assert(sizeof(LiveWords) == 16);

struct SlotEntry {
    std::array<char, kNameBytes> name;
    std::array<char, kNameBytes> message;
    std::uint64_t fingerprint;
    std::uint64_t period_ns;
    std::uint32_t offset;
    std::uint32_t message_bytes;
    std::uint32_t cells;
    std::uint32_t notify;
    std::uint32_t schema_offset;
    std::uint32_t schema_bytes;
};
static_assert(sizeof(SlotEntry) == 136);

inline constexpr std::size_t kLiveOffset = sizeof(SegmentHeader);
inline constexpr std::size_t kSlotTableOffset = kLiveOffset + sizeof(LiveWords);

/// A validated private copy of a segment's header.
struct SegmentDescription {
    std::string board;
    std::string node;
    BootId boot_id{};
    std::uint32_t total_bytes = 0;
    std::vector<SlotPlace> slots;
};

/// The header's bytes for these slots, and where each ring will lie. Throws StartError for a name, size or cell count that
/// no segment can have.
struct SegmentImage {
    std::vector<std::byte> header;
    SegmentDescription description;
};
SegmentImage build_segment(std::string_view board, std::string_view node, const std::vector<SlotSpec>& slots);

/// Checks a private copy of the bytes of a segment that is `segment_bytes` long. `place` is for the sentences.
/// Throws SegmentError naming the field that is wrong. `head` holds at least the SegmentHeader.
std::uint32_t checked_header_bytes(const std::string& place, std::span<const std::byte> head, std::uint64_t segment_bytes);
SegmentDescription parse_segment(const std::string& place, std::span<const std::byte> header, std::uint64_t segment_bytes);

/// Whether a restarted owner may write on in this segment: the same slots at the same places.
bool same_layout(const SegmentDescription& a, const SegmentDescription& b);

/// Tells one boot of this machine from another; all zero where the kernel does not say. Throws SegmentError if it cannot be read now.
BootId current_boot_id();

}  // namespace seqboard
