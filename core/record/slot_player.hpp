// Says again what a recording has, in the slots and by the nodes' names of then.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/record/recorded_run.hpp"

namespace seqboard::record {

/// Owns the nodes whose slots it plays while it exists.
class SlotPlayer {
public:
    /// `played`: of every slot of the run, whether it is played. `more`: slots that are offered beside them. Throws SegmentError where a
    /// live node has one of the names: what runs live is not played.
    SlotPlayer(Blackboard& board, const RecordedRun& run, const std::vector<bool>& played, const std::vector<RecordedSlot>& more = {});

    bool plays(const RecordedSample& sample) const { return played_[sample.slot]; }

    /// As the next sample of its slot, its stamps moved by so much. Only of slots that are played.
    void publish(const RecordedSample& sample, Duration by = Duration::zero());

    /// The writer of one of `more`.
    RingWriter& writer(const std::string& slot) { return rings_.at(slot); }

private:
    const RecordedRun& run_;
    std::vector<bool> played_;
    std::vector<std::shared_ptr<OwnedSegment>> segments_;
    std::map<std::string, RingWriter> rings_;  ///< by slot
    std::vector<RingWriter*> played_rings_;    ///< by the run's index; null: not played
};

}  // namespace seqboard::record
