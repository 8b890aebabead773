// What a lock-step coordinator sees of the supervisor, if there is one.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/messages/supervision.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

/// Not for a step: every call may look at the file system.
class SupervisorView {
public:
    explicit SupervisorView(const std::vector<std::string>& nodes);

    /// Whether somebody supervises the board now. A look at the file system at most every 20 ms.
    bool is_there(Blackboard& board, Time now);

    /// Whether there has been a supervisor since this was made: without it time must not go on.
    bool was_there() const { return was_there_; }

    /// Whether it has decided, for the first time, if anything may move.
    bool has_decided(Blackboard& board);

    /// What it says of this node; nothing without one.
    std::optional<NodeSupervision> of(Blackboard& board, std::size_t node);

    /// Whether it will start this node again, or is about to.
    bool will_return(Blackboard& board, std::size_t node);

    /// Whether it knows that this process of the node has ended. What it had to say about the motors stands in its slot then.
    bool knows_end_of(Blackboard& board, std::size_t node, std::uint32_t pid);

private:
    StepContext context_;
    InputPort enable_;
    std::deque<InputPort> nodes_;
    Time looked_{};
    bool there_ = false;
    bool was_there_ = false;
};

}  // namespace seqboard
