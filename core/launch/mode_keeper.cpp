#include "core/launch/mode_keeper.hpp"

namespace seqboard {

ModeKeeper::ModeKeeper(const LaunchPlan& plan, std::shared_ptr<Blackboard> board, SupervisorSlots& slots, const LaunchObserver& observer)
    : plan_{&plan},
      observer_{&observer},
      values_{plan.condition_slots},
      holds_(plan.modes.size()),
      choice_{plan.modes},
      overlay_{plan.modes, slots, observer} {
    for (const ModeRule& rule : plan.modes)
        conditions_.push_back(rule.when.value.empty() ? std::nullopt
                                                      : std::optional{Expression::parse_condition(rule.when.value, values_)});
    values_.attach(std::move(board));
}

void ModeKeeper::look(const ProcessList& processes, Blackboard& board, Time now, Time board_now) {
    if (plan_->modes.empty()) return;
    const std::string before = name();
    values_.look(board_now);
    for (std::size_t i = 0; i < plan_->modes.size(); ++i) {
        holds_[i] = conditions_[i] && conditions_[i]->holds(values_);
        for (const SupervisedProcess& process : processes)
            holds_[i] = holds_[i] || (process.state() == Supervised::kFailed && process.plan().on_give_up.kind == GiveUpRule::Kind::kMode &&
                                      process.plan().on_give_up.mode == plan_->modes[i].name.value);
    }
    choice_.look(holds_, board_now);
    if (name() != before)
        observer_->on_event({LaunchEvent::Kind::kMode, "", name().empty() ? "mode '" + before + "' is left" : "mode '" + name() + "'"});
    overlay_.look(choice_.in_force(), processes, board, now);
}

}  // namespace seqboard
