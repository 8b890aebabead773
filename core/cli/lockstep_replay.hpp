// Nodes of today on the inputs of a recording made in lock-step, tick by tick.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/cli/output_comparison.hpp"
#include "core/cli/replayed_node.hpp"
#include "core/launch/checked_set.hpp"
#include "core/node/node_args.hpp"
#include "core/record/slot_player.hpp"

namespace seqboard::cli {

/// On a board that nobody else sees, gone at the end. The nodes get the turns that they had then, at the same ticks; before each, the other
/// nodes' slots say what they had said by then, in the order in which nodes step within a tick. Nothing else of the set is started.
class LockstepReplay {
public:
    /// `checked` is sound and has a clock in lock-step. Throws StartError for nodes that are none of the set or had no turns, and for a recording
    /// that does not begin with its run.
    LockstepReplay(const std::string& recording, CheckedSet checked, const BoardPlace& place, std::vector<std::string> nodes);
    LockstepReplay(const LockstepReplay&) = delete;
    LockstepReplay& operator=(const LockstepReplay&) = delete;

    /// Until every node is ready.
    void start();

    /// From the first turn to the last; `after_turn(tick)` when a node has stepped, `after_tick(now_ns)` when all have, and all that was said in
    /// that tick is said. False from the latter ends it.
    void run(const std::function<void(std::uint32_t)>& after_turn, const std::function<bool(std::uint64_t)>& after_tick);

    const std::shared_ptr<Blackboard>& board() const noexcept { return board_; }
    const record::RecordedRun& recorded() const noexcept { return run_; }
    const std::deque<ReplayedNode>& nodes() const noexcept { return nodes_; }
    std::size_t turns() const noexcept { return turns_.size(); }

    /// What the nodes write of the world, beside what they wrote then; after start().
    std::deque<OutputComparison> outputs() const;

private:
    class PrivateBoard {
    public:
        explicit PrivateBoard(BoardPlace place);
        PrivateBoard(const PrivateBoard&) = delete;
        PrivateBoard& operator=(const PrivateBoard&) = delete;
        ~PrivateBoard();
        const BoardPlace& place() const { return place_; }

    private:
        BoardPlace place_;
    };
    struct Turn {
        ClockTurn turn;
        std::uint32_t level;
        std::size_t node;  ///< index into the nodes that run now
    };
    struct Ordered {
        const record::RecordedSample* sample;
        std::uint32_t level;
    };

    bool is_live(const std::string& node) const;
    bool is_played(const record::RecordedSlot& slot) const;
    std::uint32_t level_of(const std::string& node) const;
    void add_turns(const std::string& name);
    void order_samples();
    void find_ticks();
    std::vector<bool> played() const;
    std::vector<record::RecordedSlot> more_slots() const;
    template <class Before>
    void say_while(Before&& before);

    CheckedSet checked_;
    PrivateBoard private_;
    std::vector<std::string> names_;
    record::RecordedRun run_;
    std::vector<Participant> participants_;
    std::shared_ptr<Blackboard> board_;
    std::vector<Turn> turns_;
    std::vector<ClockTurn> ticks_;
    std::vector<Ordered> samples_;
    std::size_t next_ = 0;  ///< of samples_
    std::unique_ptr<record::SlotPlayer> player_;
    std::deque<ReplayedNode> nodes_;
};

/// The set, if it has no faults and is one in lock-step; throws StartError otherwise, with its faults on stderr.
CheckedSet sound_lockstep_set(CheckedSet checked);

}  // namespace seqboard::cli
