#include "core/port/input_port.hpp"

#include "core/segment/segment_error.hpp"

namespace seqboard {

InputPort::InputPort(std::string port, SlotSpec expected, Duration max_age, StepContext& step_context)
    : context{step_context}, port_{std::move(port)}, expected_{std::move(expected)}, max_age_{max_age} {
    disconnect(fault_);
}

bool InputPort::connect(Blackboard& board) {
    try {
        const std::string node = owner_.empty() ? board.find_owner(slot()).value_or("") : owner_;
        const auto segment = node.empty() ? nullptr : board.attach(node);
        const SlotPlace* const place = segment && !segment->retired() ? segment->find(slot()) : nullptr;
        if (place == nullptr) {
            disconnect(segment ? "node '" + node + "' does not offer it" : "no node offers it");
        } else if (place->fingerprint != expected_.fingerprint) {
            disconnect("node '" + node + "' writes another layout of it: " + place->message + " there, " + expected_.message +
                       " here; build both from the same messages");
        } else {
            connect_to(segment, *place);
        }
    } catch (const SegmentError& error) {
        disconnect(error.what());
    }
    return connected();
}

bool InputPort::lost(Blackboard& board, bool thorough) const {
    if (!segment_) return !unfed;
    if (segment_->retired()) return true;
    if (stamp_mask == 0 && !segment_->from_earlier_boot()) return true;
    return thorough && segment_->identity() != SegmentIdentity{} &&
           board.backend().replaced(segment_->description().node, segment_->identity());
}

void InputPort::connect_to(std::shared_ptr<AttachedSegment> segment, const SlotPlace& place) {
    ring = segment->reader(place);
    stamp_mask = segment->from_earlier_boot() ? 0 : ~std::uint64_t{0};
    notify = place.notify;
    last_sequence = 0;
    ++connection;
    fault_.clear();
    segment_ = std::move(segment);
    empty_ = {};
}

void InputPort::disconnect(std::string fault) {
    fault_ = std::move(fault);
    if (!empty_.empty()) return;
    // One empty cell is enough: the head stays 0, and a ring of two reads back no further than the newest.
    const std::size_t bytes = sizeof(RingControl) + cell_stride(expected_.message_bytes);
    empty_.resize(bytes + kCacheLineBytes);
    void* start = empty_.data();
    std::size_t room = empty_.size();
    ring = RingReader{static_cast<const std::byte*>(std::align(kCacheLineBytes, bytes, start, room)), expected_.message_bytes, kMinCells};
    segment_.reset();
    ++connection;
    notify = false;
    last_sequence = 0;
}

}  // namespace seqboard
