#include "nodes/sim/sample_stream.hpp"

#include <algorithm>

#include "core/simulated_slot.hpp"

namespace seqboard::sim {

SampleStream::SampleStream(const SlotPlace& slot, std::shared_ptr<AttachedSegment> segment)
    : slot_{slot}, segment_{std::move(segment)}, ring_{segment_->reader(slot)}, payload_(slot.message_bytes) {}

std::vector<SampleStream> SampleStream::of_board(Blackboard& board) {
    std::vector<SampleStream> streams;
    for (const std::string& node : board.nodes()) {
        const auto segment = board.attach_trusted(node);
        if (!segment) continue;
        for (const SlotPlace& slot : segment->description().slots)
            if (is_simulated(slot.name)) streams.emplace_back(slot, segment);
    }
    std::sort(streams.begin(), streams.end(), [](const SampleStream& a, const SampleStream& b) { return a.slot_.name < b.slot_.name; });
    return streams;
}

}  // namespace seqboard::sim
