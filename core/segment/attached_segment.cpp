#include "core/segment/attached_segment.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <vector>

#include "core/segment/segment_error.hpp"

namespace seqboard {

SegmentDescription read_description(const std::string& place, const OpenSegment& segment) {
    const std::uint64_t bytes = segment.bytes();
    std::vector<std::byte> copy(static_cast<std::size_t>(std::min<std::uint64_t>(bytes, kSlotTableOffset)));
    if (!segment.copy(0, copy)) throw SegmentError{SegmentFault::kTooSmall, place + ": it shrank while it was read; try again"};
    copy.resize(checked_header_bytes(place, copy, bytes));
    if (!segment.copy(0, copy)) throw SegmentError{SegmentFault::kTooSmall, place + ": it shrank while it was read; try again"};
    return parse_segment(place, copy, bytes);
}

std::shared_ptr<AttachedSegment> AttachedSegment::attach(Backend& backend, std::string_view node) {
    const std::unique_ptr<OpenSegment> segment = backend.open(node, Access::kReadOnly);
    if (!segment) return nullptr;
    const std::string place = backend.place(node);
    SegmentDescription description = read_description(place, *segment);
    if (description.node != node)
        throw SegmentError{SegmentFault::kCorrupt, place + ": says it belongs to node '" + description.node + "'; remove it"};
    if (description.boot_id != current_boot_id() && !backend.guarantees().outlives_reboot)
        throw SegmentError{SegmentFault::kEarlierBoot, place + ": left behind by an earlier boot; its node makes a new one when it starts"};
    Mapping mapping = segment->map(description.total_bytes);
    return std::make_shared<AttachedSegment>(std::move(description), segment->identity(), std::move(mapping));
}

AttachedSegment::AttachedSegment(SegmentDescription description, SegmentIdentity identity, Mapping mapping)
    : description_{std::move(description)},
      identity_{identity},
      mapping_{std::move(mapping)},
      earlier_boot_{description_.boot_id != current_boot_id()} {}

const SlotPlace* AttachedSegment::find(std::string_view slot) const {
    const auto found =
        std::find_if(description_.slots.begin(), description_.slots.end(), [&](const SlotPlace& s) { return s.name == slot; });
    return found == description_.slots.end() ? nullptr : &*found;
}

RingReader AttachedSegment::reader(const SlotPlace& slot) const { return {mapping_.data() + slot.offset, slot.message_bytes, slot.cells}; }

bool AttachedSegment::from_earlier_boot() const noexcept {
    const BootId& then = description_.boot_id;
    return earlier_boot_ && std::memcmp(mapping_.data() + offsetof(SegmentHeader, boot_id), then.data(), then.size()) == 0;
}

bool AttachedSegment::retired() const noexcept {
    auto& state = const_cast<LiveWords&>(live()).state;
    return std::atomic_ref{state}.load(std::memory_order_acquire) == static_cast<std::uint32_t>(SegmentState::kRetired);
}

std::uint32_t AttachedSegment::epoch() const noexcept {
    return std::atomic_ref{const_cast<LiveWords&>(live()).epoch}.load(std::memory_order_acquire);
}

}  // namespace seqboard
