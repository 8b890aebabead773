#include "core/launch/slot_stamp.hpp"

namespace seqboard {

std::optional<Time> SlotStamp::look(Blackboard& board) {
    if (!segment_ || segment_->retired()) {
        segment_ = board.attach_trusted(node_);
        place_ = segment_ ? segment_->find(slot_) : nullptr;
    }
    if (place_ == nullptr || segment_->from_earlier_boot()) return std::nullopt;
    const RingReader ring = segment_->reader(*place_);
    SampleHeader header;
    std::uint32_t head = 0;
    do {
        head = ring.head();
        ring.copy_header(head, header);
    } while (!ring.still_there(head));
    return is_written(header) ? std::optional{time_from_ns(header.stamp_ns)} : std::nullopt;
}

}  // namespace seqboard
