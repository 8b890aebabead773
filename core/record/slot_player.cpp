#include "core/record/slot_player.hpp"

namespace seqboard::record {

SlotPlayer::SlotPlayer(Blackboard& board, const RecordedRun& run, const std::vector<bool>& played, const std::vector<RecordedSlot>& more)
    : run_{run}, played_{played}, played_rings_(run.slots().size()) {
    std::map<std::string, std::vector<SlotSpec>> nodes;
    for (std::size_t i = 0; i < run.slots().size(); ++i)
        if (played[i]) nodes[run.slots()[i].node].push_back(run.slots()[i].spec);
    for (const RecordedSlot& slot : more) nodes[slot.node].push_back(slot.spec);
    for (const auto& [node, specs] : nodes) {
        const OwnedSegment& segment = *segments_.emplace_back(board.create(node, specs));
        for (std::size_t k = 0; k < specs.size(); ++k) rings_[specs[k].name] = segment.writer(k);
    }
    for (std::size_t i = 0; i < run.slots().size(); ++i)
        if (played[i]) played_rings_[i] = &rings_.at(run.slots()[i].spec.name);
}

void SlotPlayer::publish(const RecordedSample& sample, Duration by) {
    SampleHeader header = sample.header;
    header.stamp_ns += static_cast<std::uint64_t>(by.count());
    header.source_stamp_ns += static_cast<std::uint64_t>(by.count());
    const auto bytes = run_.bytes_of(sample);
    played_rings_[sample.slot]->publish(header, bytes.data(), bytes.size());
}

}  // namespace seqboard::record
