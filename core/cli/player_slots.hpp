// A replay's own slots: what it tells of itself, what it is told.
#pragma once

#include <memory>
#include <vector>

#include "core/blackboard.hpp"
#include "core/messages/player.hpp"
#include "core/port/output_port.hpp"
#include "core/record/slot_taps.hpp"

namespace seqboard::cli {

/// The slot `player`, and `player_control`, which whoever writes by hand may write (`seqboard write`, `seqboard replay control`).
class PlayerSlots {
public:
    /// Throws SegmentError where another replay has the board.
    explicit PlayerSlots(std::shared_ptr<Blackboard> board);

    /// What was asked since the last call, in order.
    std::vector<PlayerRequest> take();

    void write(const PlayerState& state);

private:
    std::shared_ptr<Blackboard> board_;
    std::shared_ptr<OwnedSegment> segment_;
    StepContext context_;
    OutputPort state_;
    record::SlotTaps requests_;
    Time opened_;
    Time looked_{};
};

}  // namespace seqboard::cli
