// What a supervised process tells of itself.
#include <signal.h>

#include <cstring>

#include "core/launch/supervised_process.hpp"

namespace seqboard {

namespace {

std::string death_text(int exit_code) {
    if (exit_code > 128 && exit_code < 128 + NSIG)
        return std::string{"killed by signal "} + std::to_string(exit_code - 128) + " (" + ::strsignal(exit_code - 128) + ")";
    return "ended with exit code " + std::to_string(exit_code);
}

}  // namespace

void SupervisedProcess::tell_timeout(LifecycleEvent event) const {
    if (event == LifecycleEvent::kReadyTimeout)
        tell(LaunchEvent::Kind::kKilled, "not ready after " + text_of(plan_->rules.ready.timeout) + ", killed",
             log_.last_lines(kLinesOfTheDead));
    if (event == LifecycleEvent::kStopTimeout)
        tell(LaunchEvent::Kind::kKilled, "did not end within " + text_of(plan_->rules.stop.timeout) + ", killed");
    if (event == LifecycleEvent::kAbortTimeout)
        tell(LaunchEvent::Kind::kKilled, "did not end within " + text_of(kAbortLimit) + " of SIGABRT, killed");
}

void SupervisedProcess::tell_death(LifecycleEvent event, const RestartDecision& decision) const {
    const bool restarts = event == LifecycleEvent::kDiedRestart;
    if (event == LifecycleEvent::kDiedDone) return tell(LaunchEvent::Kind::kDone, death_text(exit_code_));
    tell(LaunchEvent::Kind::kDied, death_text(exit_code_), log_.last_lines(kLinesOfTheDead));
    if (restarts)
        return tell(LaunchEvent::Kind::kRestarting,
                    "restarting " + (decision.delay == Duration::zero() ? "at once" : "in " + text_of(decision.delay)) + " (" +
                        std::to_string(policy_.recent_ends()) + " of " + std::to_string(plan_->restart.max_restarts) + " within " +
                        text_of(plan_->restart.window) + ")");
    if (plan_->ends_run || plan_->failure_ends_run) return;
    const char* const why = is_permanent(exit_code_)                     ? "another start cannot cure that"
                            : policy_.is_final(exit_code_)               ? "restart: no_restart_on"
                            : plan_->restart.when == RestartWhen::kNever ? "restart: never"
                                                                         : "too many ends";
    tell(LaunchEvent::Kind::kGivenUp, std::string{"given up: "} + why + "; its log: " + log_.path());
}

std::string SupervisedProcess::last_log_line() const {
    const std::vector<std::string> lines = log_.last_lines(1);
    return lines.empty() ? "" : lines.front();
}

NodeSupervision SupervisedProcess::report(const PlannedNode& node) const {
    NodeSupervision report{.pid = static_cast<std::uint32_t>(pid_), .starts = starts_, .failures = failures_, .exit_code = exit_code_};
    report.backoff_ms = state_ == Supervised::kBackoff ? static_cast<std::uint32_t>(pause_ / std::chrono::milliseconds{1}) : 0;
    report.state = state_;
    put_text(report.type, node.type);
    return report;
}

void SupervisedProcess::tell(LaunchEvent::Kind kind, std::string text, std::vector<std::string> log_lines) const {
    observer_->on_event({kind, plan_->name, std::move(text), std::move(log_lines)});
}

}  // namespace seqboard
