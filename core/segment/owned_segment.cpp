#include "core/segment/owned_segment.hpp"

#include <unistd.h>

#include <atomic>
#include <cstring>
#include <optional>

#include "core/segment/attached_segment.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

/// What is there under the name, or nothing if it cannot be trusted and must be replaced.
std::optional<SegmentDescription> describe_existing(const std::string& place, const OpenSegment& existing) {
    try {
        return read_description(place, existing);
    } catch (const SegmentError&) {
        return std::nullopt;
    }
}

std::uint32_t epoch_of_existing(const OpenSegment& existing) {
    LiveWords live{};
    existing.copy(kLiveOffset, std::as_writable_bytes(std::span{&live, 1}));
    return live.epoch;
}

void mark_retired(OpenSegment& existing) {
    const Mapping mapping = existing.map(kSlotTableOffset);
    auto& live = *reinterpret_cast<LiveWords*>(mapping.data() + kLiveOffset);
    std::atomic_ref{live.state}.store(static_cast<std::uint32_t>(SegmentState::kRetired), std::memory_order_release);
}

}  // namespace

OwnedSegment::OwnedSegment(Backend& backend, std::string_view board, std::string_view node, const std::vector<SlotSpec>& slots)
    : backend_{backend}, ownership_{backend.own(node)} {
    SegmentImage image = build_segment(board, node, slots);
    description_ = std::move(image.description);
    const std::unique_ptr<OpenSegment> existing = backend.open(node, Access::kReadWrite);
    const auto found = existing ? describe_existing(backend.place(node), *existing) : std::nullopt;
    const bool earlier_boot = found && found->boot_id != current_boot_id();
    if (found && same_layout(*found, description_) && (!earlier_boot || backend.guarantees().outlives_reboot)) {
        reopen(*existing, earlier_boot);
    } else {
        if (found) epoch_ = epoch_of_existing(*existing) + 1;
        mapping_ = backend.create(node, image.header, description_.total_bytes);
        if (found) mark_retired(*existing);
    }
    if (const auto placed = backend.open(node, Access::kReadOnly)) identity_ = placed->identity();
    std::atomic_ref{live().owner_pid}.store(static_cast<std::uint32_t>(::getpid()), std::memory_order_relaxed);
    std::atomic_ref{live().state}.store(static_cast<std::uint32_t>(SegmentState::kActive), std::memory_order_relaxed);
    std::atomic_ref{live().epoch}.store(epoch_, std::memory_order_release);
}

void OwnedSegment::reopen(OpenSegment& existing, bool earlier_boot) {
    epoch_ = epoch_of_existing(existing) + 1;
    mapping_ = existing.map(description_.total_bytes);
    if (earlier_boot) restamp_samples_of_earlier_boot();
}

/// Stamps count from the start of the machine. A sample from before it gets stamp 0: its age is then the time since the
/// start, which is the least it can be.
void OwnedSegment::restamp_samples_of_earlier_boot() {
    for (std::size_t i = 0; i < description_.slots.size(); ++i) {
        const SlotPlace& slot = description_.slots[i];
        std::vector<std::uint64_t> message((slot.message_bytes + 7) / 8);
        SampleHeader header;
        if (RingReader{mapping_.data() + slot.offset, slot.message_bytes, slot.cells}.latest(header, message.data(), slot.message_bytes) !=
            Copied::kWhole)
            continue;
        writer(i).publish({.flags = sample_flags(epoch_) | kSampleRestored}, message.data(), slot.message_bytes);
    }
    std::memcpy(mapping_.data() + offsetof(SegmentHeader, boot_id), description_.boot_id.data(), description_.boot_id.size());
}

RingWriter OwnedSegment::writer(std::size_t slot) const {
    const SlotPlace& place = description_.slots[slot];
    return {mapping_.data() + place.offset, place.message_bytes, place.cells};
}

}  // namespace seqboard
