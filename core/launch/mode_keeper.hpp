// Looks at the conditions of a node set's modes, and brings the mode into force whose condition holds.
#pragma once

#include "core/expression/board_values.hpp"
#include "core/expression/expression.hpp"
#include "core/launch/launch_plan.hpp"
#include "core/launch/mode_choice.hpp"
#include "core/launch/param_overlay.hpp"

namespace seqboard {

class ModeKeeper {
public:
    /// Keeps references.
    ModeKeeper(const LaunchPlan& plan, std::shared_ptr<Blackboard> board, SupervisorSlots& slots, const LaunchObserver& observer);

    /// A process that is given up and whose rule names a mode makes that mode's condition hold. Ten times a second is enough.
    void look(const ProcessList& processes, Blackboard& board, Time now, Time board_now);

    /// The board's slots were made anew.
    void adopt(SupervisorSlots& slots) { overlay_.adopt(slots); }

    /// Of the mode in force; empty: none.
    std::string name() const { return rule() ? rule()->name.value : ""; }
    bool stops_robot() const { return rule() && rule()->safe_stop; }

private:
    const ModeRule* rule() const { return choice_.in_force() ? &plan_->modes[*choice_.in_force()] : nullptr; }

    const LaunchPlan* plan_;
    const LaunchObserver* observer_;
    BoardValues values_;
    std::vector<std::optional<Expression>> conditions_;
    std::vector<bool> holds_;
    ModeChoice choice_;
    ParamOverlay overlay_;
};

}  // namespace seqboard
