#include "core/launch/safety_guard.hpp"

#include <algorithm>

namespace seqboard {

namespace {

/// Readers judge by its age whether the supervisor lives.
constexpr Duration kRepeat = std::chrono::milliseconds{100};

EnableReason reason_of(const SupervisedProcess& process) {
    switch (process.state()) {
        case Supervised::kHung: return EnableReason::kNodeHung;
        case Supervised::kFailed: return EnableReason::kGivenUp;
        case Supervised::kStopping:
        case Supervised::kDown:
        case Supervised::kDone: return EnableReason::kNodeStopped;
        default: return process.failures() > 0 || process.has_been_ready() ? EnableReason::kNodeDied : EnableReason::kBoot;
    }
}

}  // namespace

SafetyGuard::SafetyGuard(const LaunchPlan& plan, const EnableLineDriver& driver, bool after_crash, SupervisorSlots& slots,
                         const LaunchObserver& observer)
    : plan_{&plan}, slots_{&slots}, observer_{&observer}, state_{plan.safety.resumes_by_itself(), after_crash, monotonic_now()} {
    slots_->publish(state_.enable());  // before anything else: what an earlier supervisor left there is no word of this one
    if (plan.safety.enable_line.value.empty()) return;
    if (!driver.open)
        throw StartError{ExitCode::kConfig, text_of(plan.safety.enable_line.place) +
                                                ": safety: enable_line: this seqboard was built without drivers for lines; take it out"};
    line_ = std::make_unique<LineKeeper>(driver, plan.safety);
}

void SafetyGuard::look(ProcessList& processes, Blackboard& board, Time now, Time awake) {
    next_look_ = Time::max();
    obstacle_ = find_obstacle(processes, board, now, awake);
    const bool was_enabled = state_.enabled();
    apply(now, state_.look(obstacle_, now));
    if (was_enabled != state_.enabled()) tell(was_enabled);
}

std::optional<Obstacle> SafetyGuard::find_obstacle(ProcessList& processes, Blackboard& board, Time now, Time awake) {
    if (shut_down_) return Obstacle{EnableReason::kShutdown, ""};
    if (line_fault_) return Obstacle{EnableReason::kLineFault, plan_->safety.enable_line.value};
    for (SupervisedProcess& process : processes)
        if (process.plan().criticality == Criticality::kCritical)
            if (auto obstacle = obstacle_of(process, board, now, awake)) return obstacle;
    if (!mode_.empty()) return Obstacle{EnableReason::kMode, mode_};
    return std::nullopt;
}

std::optional<Obstacle> SafetyGuard::obstacle_of(SupervisedProcess& process, Blackboard& board, Time now, Time awake) {
    if (process.state() != Supervised::kReady) return Obstacle{reason_of(process), process.plan().name};
    // Where time is simulated it stands while a node is silent: there is nothing to be quick about.
    if (!plan_->clock_node.empty()) return std::nullopt;
    const Time limit = process.silent_since(board, now, awake) + plan_->safety.cmd_timeout;
    next_look_ = std::min(next_look_, limit);
    return now > limit ? std::optional{Obstacle{EnableReason::kNodeSilent, process.plan().name}} : std::nullopt;
}

void SafetyGuard::apply(Time now, bool changed) {
    if (line_ && !line_->set(state_.enabled()) && !std::exchange(line_fault_, true)) {
        obstacle_ = Obstacle{EnableReason::kLineFault, plan_->safety.enable_line.value};
        changed = state_.look(obstacle_, now) || changed;
    }
    if (!changed && now - published_ < kRepeat) return;
    published_ = now;
    slots_->publish(state_.enable());
}

void SafetyGuard::stop(EnableReason reason, const std::string& node) {
    const Time now = monotonic_now();
    const bool was_enabled = state_.enabled();
    state_.stop({reason, node});
    apply(now, state_.look(obstacle_, now));
    if (was_enabled) tell(was_enabled);
}

bool SafetyGuard::resume() {
    const Time now = monotonic_now();
    const bool was_enabled = state_.enabled();
    if (!state_.resume(obstacle_, now)) return false;
    apply(now, true);
    if (!was_enabled) tell(was_enabled);
    return true;
}

void SafetyGuard::tell(bool was_enabled) const {
    const bool first_time = !was_enabled && state_.enable().falls == 0;
    if (first_time || shut_down_) return;
    observer_->on_event({LaunchEvent::Kind::kEnable, "", "motors " + text_of(state_.enable())});
}

std::string text_of(const MotorEnable& enable) {
    if (enable.enabled != 0) return "enabled";
    const std::string node{text_in(enable.node)};
    switch (enable.reason) {
        case EnableReason::kNodeDied: return "disabled: '" + node + "' died";
        case EnableReason::kNodeHung: return "disabled: '" + node + "' hangs";
        case EnableReason::kNodeSilent: return "disabled: '" + node + "' is silent";
        case EnableReason::kNodeStopped: return "disabled: '" + node + "' was stopped";
        case EnableReason::kGivenUp: return "disabled: '" + node + "' was given up";
        case EnableReason::kAsked: return "disabled: somebody said safe-stop";
        case EnableReason::kMode: return "disabled: mode '" + node + "'";
        case EnableReason::kSupervisorStarted: return "disabled: the supervisor before this one died";
        case EnableReason::kLineFault: return "disabled: line " + node + " does not obey";
        case EnableReason::kShutdown: return "disabled: the set is being stopped";
        case EnableReason::kBoot:
        case EnableReason::kGranted: break;
    }
    return "disabled: not all critical nodes are ready";
}

}  // namespace seqboard
