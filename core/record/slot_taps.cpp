#include "core/record/slot_taps.hpp"

#include <algorithm>

#include "core/simulated_slot.hpp"

namespace seqboard::record {

SlotTap::SlotTap(std::string node, std::shared_ptr<AttachedSegment> segment, const SlotPlace& place)
    : simulated{is_simulated(place.name)},
      node_{std::move(node)},
      segment_{std::move(segment)},
      place_{place},
      ring_{segment_->reader(place)} {}

bool SlotTap::newest(SampleHeader& header, std::byte* to) const noexcept {
    if (segment_->retired()) return false;
    Cursor next = cursor_;
    if (next.take(ring_, header, to, place_.message_bytes) != Copied::kNeverWritten) return false;
    return ring_.latest(header, to, place_.message_bytes) == Copied::kWhole;
}

bool SlotTaps::is_tapped(const std::string& slot, const AttachedSegment& segment) const {
    return std::any_of(taps_.begin(), taps_.end(),
                       [&](const SlotTap& tap) { return tap.place().name == slot && tap.segment().identity() == segment.identity(); });
}

void SlotTaps::look() {
    for (const std::string& node : board_->nodes()) {
        const auto segment = board_->attach_trusted(node);
        if (segment == nullptr || segment->from_earlier_boot()) continue;
        for (const SlotPlace& place : segment->description().slots) {
            if (!patterns_.choose(place.name) || is_tapped(place.name, *segment)) continue;
            taps_.emplace_back(node, segment, place);
            largest_bytes_ = std::max(largest_bytes_, std::size_t{place.message_bytes});
        }
    }
}

std::uint64_t SlotTaps::missed() const noexcept {
    std::uint64_t missed = 0;
    for (const SlotTap& tap : taps_) missed += tap.missed();
    return missed;
}

}  // namespace seqboard::record
