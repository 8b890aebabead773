// One process under supervision: its state, its timers, its deaths.
#pragma once

#include <optional>
#include <utility>

#include "core/launch/adopted_process.hpp"
#include "core/launch/dependency_watch.hpp"
#include "core/launch/health_watch.hpp"
#include "core/launch/launch_event.hpp"
#include "core/launch/launch_plan.hpp"
#include "core/launch/memory_watch.hpp"
#include "core/launch/node_lifecycle.hpp"
#include "core/launch/node_log.hpp"
#include "core/launch/readiness_probe.hpp"
#include "core/launch/recall_watch.hpp"
#include "core/launch/restart_policy.hpp"
#include "core/launch/start_gate.hpp"

namespace seqboard {

class SupervisedProcess {
public:
    /// Keeps references: all but the folder's name live longer.
    SupervisedProcess(const PlannedProcess& plan, Blackboard& board, const std::string& log_folder, const LaunchObserver& observer);

    void start();
    void stop();

    /// Stops it if it runs, then starts it; a person asked, so the past is forgotten.
    void restart();
    void kill_now();

    /// Stops it; it starts again when what it comes after allows it. Its past is not forgotten.
    void cycle(const std::string& why);

    /// Looks at what it comes after: may it start, does it go on?
    void look_around(const StartGate::StateOf& state_of, Blackboard& board, Time board_now);

    /// It waits, and all it comes after allows it to start, by the last look_around().
    bool is_released() const { return state_ == Supervised::kWaiting && gate_is_open_; }

    /// It waits for a file or a device that somebody may yet bring.
    bool waits_for_outside() const { return state_ == Supervised::kWaiting && waits_for_outside_; }

    /// It runs without something that it is to have, and the set's state is to say so.
    bool degrades() const { return has_process(state_) && dependencies_.degrades(); }

    /// Goes on under another plan, which must start it in the same way; `plan` lives longer. `board_now` as in HealthWatch.
    void follow(const PlannedProcess& plan, Time board_now);

    /// Takes charge of a process that an earlier supervisor has started.
    void adopt(AdoptedProcess process);

    /// Looks at readiness, timers, memory and log. `released`: it may start; `board_now` as in HealthWatch.
    void advance(Blackboard& board, bool released, Time now, Time board_now);

    /// If its process has ended, its exit code (128 + signal); that of an adopted one nobody learns: kUnknownExit.
    std::optional<int> reap();
    static constexpr int kUnknownExit = 1;

    /// Its process has ended with this exit code.
    void on_death(int exit_code, Time now);

    /// Kills it if it is ready and its health rule says that it hangs. Times as in HealthWatch.
    void check_health(Blackboard& board, Time now, Time board_now, Time awake);

    /// The moment since when it has not shown that it lives; `now` unless it is ready.
    Time silent_since(Blackboard& board, Time now, Time awake);

    /// When check_health() could find the silence too long.
    Time silent_until(Blackboard& board, Time now, Time awake);

    /// True once after it was given up.
    bool take_given_up() { return std::exchange(given_up_, false); }
    bool has_been_ready() const { return has_been_ready_; }
    bool is_adopted() const { return adopted_.has_value(); }

    /// False for a process that should be at work and is not, or whose nodes have not shown for a second that they live.
    bool is_healthy(Blackboard& board, Time now);

    Supervised state() const { return state_; }
    const PlannedProcess& plan() const { return *plan_; }
    pid_t pid() const { return pid_; }
    int exit_code() const { return exit_code_; }
    std::uint32_t starts() const { return starts_; }
    Time ready_since() const { return ready_; }
    std::string last_log_line() const;
    std::uint32_t failures() const { return failures_; }

    /// When advance() has something to do next, apart from readiness.
    std::optional<Time> next_timer() const { return timer_; }
    NodeSupervision report(const PlannedNode& node) const;

private:
    static constexpr std::size_t kLinesOfTheDead = 5;
    static constexpr Duration kAbortLimit = std::chrono::milliseconds{500};  ///< for a core, if one is written

    void handle(LifecycleEvent event, Time now);
    void act(LifecycleAction action, Time now);
    void spawn(Time now);
    pid_t start_child_process(int log);
    void signal(int signal) const;
    void watch_memory(Time now);
    bool is_timer_due(Blackboard& board, Time now);
    void tell_timeout(LifecycleEvent event) const;
    void tell_death(LifecycleEvent event, const RestartDecision& decision) const;
    void tell(LaunchEvent::Kind kind, std::string text, std::vector<std::string> log_lines = {}) const;

    const PlannedProcess* plan_;
    const LaunchObserver* observer_;
    RestartPolicy policy_;
    NodeLog log_;
    ReadinessProbe probe_;
    std::optional<HealthWatch> health_;
    std::optional<AdoptedProcess> adopted_;
    StartGate gate_;
    bool gate_is_open_ = false;
    bool waits_for_outside_ = false;
    bool gate_is_new_ = true;  ///< it has begun to wait since the last look
    DependencyWatch dependencies_;
    MemoryWatch memory_;
    Blackboard* board_;
    Supervised state_ = Supervised::kDown;
    std::optional<RecallWatch> recall_;  ///< of its first node, in lock-step
    std::optional<Time> timer_;          ///< end of the ready, stop or abort timeout or of the pause, by state
    Time started_{};
    Time ready_{};
    Duration pause_{};
    pid_t pid_ = 0;
    int exit_code_ = 0;
    std::uint32_t starts_ = 0;
    std::uint32_t failures_ = 0;
    bool start_again_ = false;
    bool given_up_ = false;
    bool has_been_ready_ = false;
};

}  // namespace seqboard
