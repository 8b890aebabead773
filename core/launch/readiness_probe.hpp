// Is a process ready? Its nodes say so on the blackboard.
#pragma once

#include <deque>

#include "core/blackboard.hpp"
#include "core/launch/launch_plan.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

class ReadinessProbe {
public:
    explicit ReadinessProbe(const PlannedProcess& process);

    /// True when every node of the process has published READY after `start`. What an earlier incarnation left in the slot does
    /// not count.
    bool all_ready(Blackboard& board, Time start);

private:
    bool is_ready(InputPort& status, Blackboard& board, Time start) const;

    StepContext context_;
    std::deque<InputPort> statuses_;
};

}  // namespace seqboard
