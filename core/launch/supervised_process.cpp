#include "core/launch/supervised_process.hpp"

#include <errno.h>
#include <signal.h>

#include <cstring>
#include <functional>
#include <utility>

#include "core/launch/child_process.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

LifecycleEvent death_event(RestartDecision::Kind kind) {
    switch (kind) {
        case RestartDecision::Kind::kRestart: return LifecycleEvent::kDiedRestart;
        case RestartDecision::Kind::kGiveUp: return LifecycleEvent::kDiedGiveUp;
        default: return LifecycleEvent::kDiedDone;
    }
}

}  // namespace

SupervisedProcess::SupervisedProcess(const PlannedProcess& plan, Blackboard& board, const std::string& log_folder,
                                     const LaunchObserver& observer)
    : plan_{&plan},
      observer_{&observer},
      policy_{plan.restart, static_cast<std::uint32_t>(std::hash<std::string>{}(plan.name))},
      log_{log_folder, plan.name, plan.rules.log},
      probe_{plan},
      gate_{plan},
      dependencies_{plan.rules.on_dependency_failure},
      board_{&board} {
    health_.emplace(plan);
    if (!plan.coordinator.empty()) recall_.emplace(plan.coordinator, plan.nodes.front().name);
}

void SupervisedProcess::start() {
    if (state_ == Supervised::kStopping) start_again_ = true;
    policy_.reset();
    handle(LifecycleEvent::kStart, monotonic_now());
}

void SupervisedProcess::stop() {
    start_again_ = false;
    handle(LifecycleEvent::kStop, monotonic_now());
}

void SupervisedProcess::restart() {
    stop();
    start();
}

void SupervisedProcess::cycle(const std::string& why) {
    if (state_ != Supervised::kStarting && state_ != Supervised::kReady) return;
    tell(LaunchEvent::Kind::kNote, why);
    start_again_ = true;
    handle(LifecycleEvent::kStop, monotonic_now());
}

void SupervisedProcess::follow(const PlannedProcess& plan, Time board_now) {
    if (plan.restart != plan_->restart) policy_ = RestartPolicy{plan.restart};
    const bool same_log = plan.rules.log == plan_->rules.log;
    plan_ = &plan;
    if (!same_log) log_.follow(plan.rules.log);
    probe_.follow(plan);
    health_.emplace(plan);
    health_->begin(started_, board_now);
    gate_ = StartGate{plan};
    gate_is_new_ = true;
    dependencies_ = DependencyWatch{plan.rules.on_dependency_failure};
}

void SupervisedProcess::kill_now() {
    if (pid_ > 0) signal_group(pid_, SIGKILL);
}

void SupervisedProcess::look_around(const StartGate::StateOf& state_of, Blackboard& board, Time board_now) {
    const bool runs = state_ == Supervised::kStarting || state_ == Supervised::kReady;
    if (state_ == Supervised::kWaiting) {
        if (std::exchange(gate_is_new_, false)) gate_.begin(board);
        waits_for_outside_ = gate_.waits_for_outside();  // first: what comes meanwhile is seen by the next line
        gate_is_open_ = gate_.is_open(state_of, board, board_now);
    } else if (runs && dependencies_.is_interested()) {
        if (dependencies_.look(gate_.still_holds(state_of, board, board_now)) == DependencyAction::kCycle)
            cycle("what it comes after " +
                  std::string{dependencies_.is_broken() ? "failed, stopped until it is back" : "is back, starting anew"});
    }
}

void SupervisedProcess::adopt(AdoptedProcess process) {
    adopted_ = std::move(process);
    pid_ = adopted_->pid();
    starts_ = 1;
    handle(LifecycleEvent::kAdopted, monotonic_now());
}

std::optional<int> SupervisedProcess::reap() {
    if (pid_ <= 0) return std::nullopt;
    if (!adopted_) return reap_child(pid_);
    if (adopted_->lives()) return std::nullopt;
    ::kill(-pid_, SIGKILL);  // what it may have left in its group
    adopted_.reset();
    return kUnknownExit;
}

void SupervisedProcess::check_health(Blackboard& board, Time now, Time board_now, Time awake) {
    if (state_ != Supervised::kReady) return;
    const std::string fault = health_->fault(board, now, board_now, awake);
    if (fault.empty()) return;
    tell(LaunchEvent::Kind::kHung, fault + ": hung, aborted", log_.last_lines(kLinesOfTheDead));
    handle(LifecycleEvent::kHung, now);
}

Time SupervisedProcess::silent_since(Blackboard& board, Time now, Time awake) {
    return state_ == Supervised::kReady ? health_->silent_since(board, now, awake) : now;
}

Time SupervisedProcess::silent_until(Blackboard& board, Time now, Time awake) {
    const Duration limit = health_->silence_limit();
    return limit == kForever ? Time::max() : silent_since(board, now, awake) + limit;
}

bool SupervisedProcess::is_healthy(Blackboard& board, Time now) {
    constexpr Duration kSilence = std::chrono::seconds{1};  // a node that has nothing to do shows ten times a second that it lives
    if (state_ == Supervised::kReady) return probe_.all_ready(board, now - kSilence);
    return state_ == Supervised::kDown || state_ == Supervised::kStopping || state_ == Supervised::kDone;
}

void SupervisedProcess::advance(Blackboard& board, bool released, Time now, Time board_now) {
    if (released) handle(LifecycleEvent::kReleased, now);
    if (has_process(state_)) log_.tend(now);
    watch_memory(now);
    if (state_ == Supervised::kStarting && probe_.is_ready(board, started_, now)) {
        handle(LifecycleEvent::kReady, now);
        ready_ = now;
        policy_.on_ready(now);
        has_been_ready_ = true;
        health_.emplace(*plan_);  // where somebody deleted its segment, the one that it has now is another
        health_->begin(started_, board_now);
        tell(LaunchEvent::Kind::kReady, "ready in " + std::to_string((now - started_) / std::chrono::milliseconds{1}) + " ms");
    }
    if (!is_timer_due(board, now)) return;
    timer_.reset();
    const LifecycleEvent event = state_ == Supervised::kStarting   ? LifecycleEvent::kReadyTimeout
                                 : state_ == Supervised::kStopping ? LifecycleEvent::kStopTimeout
                                 : state_ == Supervised::kHung     ? LifecycleEvent::kAbortTimeout
                                                                   : LifecycleEvent::kPauseOver;
    tell_timeout(event);
    handle(event, now);
}

/// In simulated time a pause is over when the coordinator says so.
bool SupervisedProcess::is_timer_due(Blackboard& board, Time now) {
    if (!timer_) return false;
    using Pause = RecallWatch::Pause;
    const Pause pause = state_ == Supervised::kBackoff && recall_ ? recall_->look(board) : Pause::kReal;
    if (pause == Pause::kGoesOn) timer_ = now + std::chrono::milliseconds{1};
    return pause == Pause::kOver || (pause == Pause::kReal && now >= *timer_);
}

void SupervisedProcess::on_death(int exit_code, Time now) {
    pid_ = 0;
    exit_code_ = exit_code;
    if (state_ == Supervised::kStopping) {
        handle(LifecycleEvent::kDiedDone, now);
        tell(LaunchEvent::Kind::kStopped, "stopped");
        if (std::exchange(start_again_, false)) handle(LifecycleEvent::kStart, now);
        return;
    }
    failures_ += exit_code_ != 0;
    const RestartDecision decision = policy_.on_exit(exit_code_, now);
    pause_ = decision.delay;
    if (exit_code_ != 0) log_.keep_dead_lines();
    const LifecycleEvent event = death_event(decision.kind);
    tell_death(event, decision);
    handle(event, now);
}

void SupervisedProcess::handle(LifecycleEvent event, Time now) {
    const LifecycleStep step = next_step(state_, event);
    if (step.state != state_) {
        timer_.reset();
        gate_is_new_ = true;
        gate_is_open_ = false;
    }
    given_up_ = given_up_ || (step.state == Supervised::kFailed && state_ != Supervised::kFailed);
    state_ = step.state;
    act(step.action, now);
}

void SupervisedProcess::act(LifecycleAction action, Time now) {
    switch (action) {
        case LifecycleAction::kNone: return;
        case LifecycleAction::kSpawn: return spawn(now);
        case LifecycleAction::kTerminate:
            tell(LaunchEvent::Kind::kStopping, "stopping");
            timer_ = now + plan_->rules.stop.timeout;
            return signal(plan_->rules.stop.signal);
        case LifecycleAction::kKill: return signal(SIGKILL);
        case LifecycleAction::kPause:
            timer_ = now + pause_;
            if (recall_) recall_->begin(*board_);
            return;
        case LifecycleAction::kAbort: timer_ = now + kAbortLimit; return signal_group(pid_, SIGABRT);
        case LifecycleAction::kWatch:
            started_ = now;
            timer_ = now + plan_->rules.ready.timeout;
            return tell(LaunchEvent::Kind::kAdopted, "adopted, process " + std::to_string(pid_));
    }
}

void SupervisedProcess::spawn(Time now) {
    started_ = now;
    timer_ = now + plan_->rules.ready.timeout;
    if (starts_++ == 0) log_.rotate();
    dependencies_.begin();
    std::string fault;
    try {
        const FileDescriptor log = log_.open();
        pid_ = start_child_process(log.get());
        if (pid_ < 0) fault = std::strerror(errno);
    } catch (const SegmentError& error) {
        fault = error.what();
        pid_ = -1;
    }
    if (pid_ > 0) return tell(LaunchEvent::Kind::kStarted, "started, process " + std::to_string(pid_));
    pid_ = 0;
    exit_code_ = static_cast<int>(ExitCode::kSystem);
    ++failures_;
    tell(LaunchEvent::Kind::kDied, "cannot be started: " + fault);
    const RestartDecision decision = policy_.on_exit(exit_code_, now);
    pause_ = decision.delay;
    handle(death_event(decision.kind), now);
}

pid_t SupervisedProcess::start_child_process(int log) {
    // A process that moves something lives on for the moment it takes to reach its safe output; the others must not.
    const int death_signal = plan_->outlives_supervisor ? 0 : plan_->drives_actuators ? SIGTERM : SIGKILL;
    const FileDescriptor ready = probe_.begin(*board_);
    std::string refused;
    const pid_t pid = start_child(plan_->command_line, log, death_signal, {plan_->schedule, plan_->rules.limits, ready.get()}, &refused);
    if (!refused.empty()) tell(LaunchEvent::Kind::kNote, refused + "; it runs without");
    return pid;
}

void SupervisedProcess::signal(int signal) const {
    if (plan_->rules.stop.whole_group) signal_group(pid_, signal);
    else ::kill(pid_, signal);
}

void SupervisedProcess::watch_memory(Time now) {
    const LimitsRule& limits = plan_->rules.limits;
    if (!limits.rss_bytes || pid_ <= 0 || state_ == Supervised::kStopping) return;
    const auto used = memory_.breach(pid_, *limits.rss_bytes, now);
    if (!used) return;
    const std::string text =
        "uses " + std::to_string(*used / 1024) + " kB of memory, limits: rss: is " + std::to_string(*limits.rss_bytes / 1024) + " kB";
    if (limits.rss_restarts) {
        ++failures_;
        cycle(text + ", starting anew");
    } else {
        tell(LaunchEvent::Kind::kNote, text);
    }
}

}  // namespace seqboard
