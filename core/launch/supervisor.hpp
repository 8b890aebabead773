// Starts the processes of a plan, keeps them running, stops them.
#pragma once

#include <optional>

#include "core/launch/board_time.hpp"
#include "core/launch/launch_event.hpp"
#include "core/launch/launch_plan.hpp"
#include "core/launch/mode_keeper.hpp"
#include "core/launch/one_processor.hpp"
#include "core/launch/operator_inbox.hpp"
#include "core/launch/plan_difference.hpp"
#include "core/launch/plan_reader.hpp"
#include "core/launch/process_list.hpp"
#include "core/launch/safety_guard.hpp"
#include "core/launch/signal_inbox.hpp"
#include "core/launch/supervisor_slots.hpp"
#include "core/launch/watchdog_feeder.hpp"

namespace seqboard {

/// One loop that waits for signals, looks at the blackboard and moves each process through its lifecycle. Every state it has is on the board,
/// in slots like any other. Not thread-safe, and single-threaded but for reload: a PlanReader reads and checks the file in a thread of its
/// own, so that nobody waits for it.
class Supervisor {
public:
    /// Takes the board. Takes charge of those nodes of the plan that run already, started by a supervisor that has died: the same
    /// program with the same words. Throws SegmentError{kOwned} if the board has a supervisor, or if a node of the plan runs as
    /// anything else. `read_again`: for reload; left out, it is refused.
    Supervisor(LaunchPlan plan, LaunchObserver observer, const EnableLineDriver& lines = {}, ReadAgain read_again = {});

    /// Runs the set until it is told to stop (SIGINT, SIGTERM, SIGHUP, a request; a second signal kills), until the node that
    /// ends the run has ended, or until nothing is left that could run. Then stops what runs, in reverse order of `after`,
    /// and removes the segments it leaves behind. Returns the exit code: that of the node that ended the run, else 1 if a
    /// node was given up, else 0.
    int run();

    /// For the observer: stops the set as a signal would.
    void stop(const std::string& why);

    const std::shared_ptr<Blackboard>& board() const { return board_; }
    const SupervisorStatus& status() const { return status_; }

private:
    struct PendingRequest {
        LaunchRequest request;
        std::size_t process = 0;
    };

    /// A plan that was read again, while what it changes stops, and then until the slots for its nodes are made.
    struct PendingReload {
        LaunchPlan plan;
        PlanDifference difference;
        bool followed = false;
        bool needs_slots = false;  ///< its nodes are others
        std::string fault{};       ///< why there are no slots yet
    };

    /// For each process of the plan, the one that runs already, if there is one.
    std::vector<std::optional<AdoptedProcess>> find_running();
    void make_operator_segments();
    void loop_once();
    void kill_all();
    void note_gap(Time now);
    void reap(Time now);
    void check_health(Time now);
    void advance(Time now);
    void note_given_up();
    void look_around(Time now);
    void choose_mode(Time now);
    bool has_running_dependents(std::size_t index) const;
    void stop_next();
    void give_up_board(const std::string& why);
    bool finished() const;
    Duration time_to_wait(Time now);
    void arm(const EnableLineDriver& lines, bool after_crash);
    void clean_up();
    void remove_segments(const std::vector<std::string>& names);

    // in supervisor_report.cpp
    void note_progress(Time now);
    void tell_critical_path() const;
    SystemMode system_mode() const;
    void publish(Time now, bool even_if_unchanged);

    // in supervisor_requests.cpp
    void take_request();
    void carry_out(const LaunchRequest& request);
    void finish_request();

    // reload, in supervisor_reload.cpp
    void ask_for_reload();
    void advance_reload();
    void take_plan(PlanReader::Outcome outcome);
    void follow_plan();
    void make_slots_anew();
    void tell_difference(const PlanDifference& difference) const;
    void end_reload(bool refused);

    LaunchPlan plan_;
    LaunchObserver observer_;
    std::shared_ptr<Blackboard> board_;
    std::unique_ptr<SupervisorSlots> slots_;
    SignalInbox signals_;
    OperatorInbox inbox_;
    ProcessList processes_;
    ReadAgain read_again_;
    PlanReader plan_reader_;
    std::optional<PendingReload> reload_;
    std::optional<PendingRequest> pending_;
    BoardTime board_time_;
    std::optional<OneProcessor> one_processor_;
    std::optional<SafetyGuard> safety_;
    std::optional<ModeKeeper> modes_;
    std::optional<WatchdogFeeder> watchdog_;
    SupervisorStatus status_;
    std::vector<NodeSupervision> reports_;
    Time published_{};
    Time looked_{};
    Time awake_{};  ///< since when this loop has run without a gap
    bool stopping_ = false;
    bool killed_ = false;
    std::optional<int> run_result_;
};

}  // namespace seqboard
