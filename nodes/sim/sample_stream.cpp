#include "nodes/sim/sample_stream.hpp"

#include <algorithm>

namespace seqboard::sim {

namespace {

bool is_simulated(const std::string& slot) {
    return !slot.ends_with(".status") && !slot.ends_with(".params") && !slot.starts_with("supervisor.") && !slot.starts_with("operator.") &&
           !slot.starts_with("clock.") && slot != "clock" && slot != "link_status";
}

}  // namespace

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
