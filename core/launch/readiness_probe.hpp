// Is a process ready? Its nodes say so on the blackboard; a rule may ask for more.
#pragma once

#include <sys/types.h>

#include <deque>

#include "core/blackboard.hpp"
#include "core/file_descriptor.hpp"
#include "core/launch/launch_plan.hpp"
#include "core/launch/slot_watch.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

class ReadinessProbe {
public:
    /// Keeps a reference: `process` lives longer.
    explicit ReadinessProbe(const PlannedProcess& process);
    ~ReadinessProbe();
    ReadinessProbe(const ReadinessProbe&) = delete;
    ReadinessProbe& operator=(const ReadinessProbe&) = delete;

    /// Goes on under another plan with the same nodes and the same rule of readiness; it lives longer.
    void adopt(const PlannedProcess& process) { process_ = &process; }

    /// Its process is about to start. Returns the descriptor that it is to inherit for its newline, nothing when the rule asks for none.
    FileDescriptor begin(Blackboard& board);

    /// True when every node of the process has published READY after `start`, and what the rule asks for holds too. What an earlier
    /// incarnation left in the slots does not count.
    bool is_ready(Blackboard& board, Time start, Time now);

    /// True when every node of the process has published READY after `since`.
    bool all_ready(Blackboard& board, Time since);

private:
    bool says_ready(InputPort& status, Blackboard& board, Time start) const;
    bool has_notified();
    bool command_has_agreed(Time now);
    void drop_question();

    const PlannedProcess* process_;
    StepContext context_;
    std::deque<InputPort> statuses_;
    std::optional<SlotWatch> slot_;
    FileDescriptor notification_;
    bool notified_ = false;
    pid_t asked_ = 0;  ///< the command, while it runs
    Time ask_next_{};
    bool agreed_ = false;
};

}  // namespace seqboard
