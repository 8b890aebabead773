// Every sample of one slot, in order, up to a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/slot/cursor.hpp"

namespace seqboard::sim {

class SampleStream {
public:
    SampleStream(const SlotPlace& slot, std::shared_ptr<AttachedSegment> segment);

    /// Those of all slots of the simulated world, in the order of their names. Left out is what is in real time also in a simulation
    /// (core/simulated_slot.hpp).
    static std::vector<SampleStream> of_board(Blackboard& board);

    /// Calls `each(header, payload)` for what is new and was written before `end`. In lock-step, end with the present tick: what nodes that
    /// step beside the caller write in it may be there already or not.
    template <class Each>
    void take(Time end, Each&& each) {
        SampleHeader header;
        for (Cursor next = cursor_; next.take(ring_, header, payload_.data(), payload_.size()) == Copied::kWhole;) {
            if (header.stamp_ns >= ns_of(end)) break;
            cursor_ = next;
            each(header, payload_);
        }
    }

    const SlotPlace& slot() const { return slot_; }

    /// Samples that were overwritten before they were taken.
    std::uint64_t missed() const { return cursor_.missed(); }

private:
    SlotPlace slot_;
    std::shared_ptr<AttachedSegment> segment_;  ///< keeps the ring mapped
    RingReader ring_;
    std::vector<std::byte> payload_;
    Cursor cursor_;
};

}  // namespace seqboard::sim
