// Whether everything holds that a process waits for.
#pragma once

#include <functional>
#include <map>

#include "core/launch/launch_plan.hpp"
#include "core/launch/slot_watch.hpp"
#include "core/messages/supervision.hpp"

namespace seqboard {

class StartGate {
public:
    /// What a process of the plan is doing.
    using StateOf = std::function<Supervised(std::size_t process)>;

    /// Keeps a reference: `process` lives longer.
    explicit StartGate(const PlannedProcess& process);

    /// From here on samples count for `min_count`.
    void begin(Blackboard& board);

    /// True when all conditions hold. Costs a look at the file system for each slot, file and device.
    bool is_open(const StateOf& state_of, Blackboard& board, Time now);

    /// As is_open(), for a process that runs: samples that came before it began to wait count as well.
    bool still_holds(const StateOf& state_of, Blackboard& board, Time now);

    /// True while something is missing that may come from outside the set: a file or a device.
    bool waits_for_outside() const;

private:
    bool holds(const PlannedCondition& planned, std::uint32_t min_count, const StateOf& state_of, Blackboard& board, Time now);

    const PlannedProcess* process_;
    std::map<const PlannedCondition*, SlotWatch> slots_;
};

/// Whether a node in that state is what the condition asks for. `given_up_will_do`: one that was given up is no longer waited for.
bool node_condition_holds(StartConditionKind kind, Supervised state, bool given_up_will_do);

/// Whether the path is what the condition asks for.
bool path_condition_holds(const StartCondition& condition);

}  // namespace seqboard
