// Does a running process hang? Its nodes' status slots say when they last lived, their outputs when they were last written.
#pragma once

#include <deque>
#include <string>

#include "core/blackboard.hpp"
#include "core/launch/launch_plan.hpp"
#include "core/launch/slot_stamp.hpp"
#include "core/messages/node_status.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

/// What is old because nobody looked is held against nobody: ages count from begin() on, and from `awake` on, the moment since
/// when the supervisor itself has run without a gap. A program that never writes a status has no heartbeat to miss.
class HealthWatch {
public:
    explicit HealthWatch(const PlannedProcess& process);

    /// The process that was started then has become ready.
    void begin(Time started, Time board_now);

    /// What is wrong with it, for a sentence that begins with the process's name; empty: nothing. `board_now` is on the clock
    /// that its slots are stamped with.
    std::string fault(Blackboard& board, Time now, Time board_now, Time awake);

    /// The moment since when one of its nodes has not shown that it lives; `now` if there is nothing to go by.
    Time silent_since(Blackboard& board, Time now, Time awake);

    /// The least silence that is a fault; kForever if none is.
    Duration silence_limit() const { return silence_limit_; }

private:
    struct NodeWatch {
        const PlannedNode* plan;
        InputPort status;
        std::deque<SlotStamp> slots;  ///< as the rule names them
        Time beat{};
        Time began{};
        NodeStatus news{};
        bool beats = false;  ///< it has written a status since it was started
        std::uint32_t missed = 0;
        Time missed_since{};
    };

    void look(NodeWatch& node, Blackboard& board) const;
    std::string fault_of(NodeWatch& node, Blackboard& board, Time now, Time board_now, Time awake) const;
    std::string slot_fault(NodeWatch& node, Blackboard& board, Time board_now) const;

    StepContext context_;
    std::deque<NodeWatch> nodes_;
    Duration silence_limit_ = kForever;
    Time began_on_board_{};
};

}  // namespace seqboard
