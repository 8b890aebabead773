#include "core/launch/start_gate.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "core/launch/node_lifecycle.hpp"

namespace seqboard {

bool node_condition_holds(StartConditionKind kind, Supervised state, bool given_up_will_do) {
    if (given_up_will_do && state == Supervised::kFailed) return true;
    if (kind == StartConditionKind::kExitedOk) return state == Supervised::kDone;
    if (state == Supervised::kReady || state == Supervised::kDone) return true;
    return kind == StartConditionKind::kStarted && has_process(state);
}

bool path_condition_holds(const StartCondition& condition) {
    struct stat status {};
    if (::stat(condition.what.c_str(), &status) != 0) return false;
    return condition.kind == StartConditionKind::kFile || S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode);
}

StartGate::StartGate(const PlannedProcess& process) : process_{&process} {
    for (const PlannedCondition& planned : process.conditions)
        if (planned.condition.kind == StartConditionKind::kSlot)
            slots_.try_emplace(&planned, planned.slot, planned.writer, process.clock_driver);
}

void StartGate::begin(Blackboard& board) {
    for (auto& [condition, watch] : slots_) watch.begin(board);
}

bool StartGate::is_open(const StateOf& state_of, Blackboard& board, Time now) {
    return std::all_of(process_->conditions.begin(), process_->conditions.end(),
                       [&](const PlannedCondition& planned) { return holds(planned, planned.condition.min_count, state_of, board, now); });
}

bool StartGate::still_holds(const StateOf& state_of, Blackboard& board, Time now) {
    return std::all_of(process_->conditions.begin(), process_->conditions.end(),
                       [&](const PlannedCondition& planned) { return holds(planned, 0, state_of, board, now); });
}

bool StartGate::waits_for_outside() const {
    return std::any_of(process_->conditions.begin(), process_->conditions.end(), [](const PlannedCondition& planned) {
        const StartConditionKind kind = planned.condition.kind;
        return (kind == StartConditionKind::kFile || kind == StartConditionKind::kDevice) && !path_condition_holds(planned.condition);
    });
}

bool StartGate::holds(const PlannedCondition& planned, std::uint32_t min_count, const StateOf& state_of, Blackboard& board, Time now) {
    const StartCondition& condition = planned.condition;
    const DependencyFailure failure = process_->rules.on_dependency_failure;
    if (condition.is_about_node())
        return node_condition_holds(condition.kind, state_of(planned.process),
                                    failure == DependencyFailure::kDegrade || failure == DependencyFailure::kIgnore);
    if (condition.kind != StartConditionKind::kSlot) return path_condition_holds(condition);
    SlotWatch& watch = slots_.at(&planned);
    const auto age = watch.age(board, now);
    return age && *age <= condition.max_age && watch.fresh(board) >= min_count;
}

}  // namespace seqboard
