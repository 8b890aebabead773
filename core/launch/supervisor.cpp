#include "core/launch/supervisor.hpp"

#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <utility>

#include "core/launch/child_process.hpp"
#include "core/launch/operator_slots.hpp"
#include "core/segment/safe_file.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

constexpr Duration kLookInterval = std::chrono::milliseconds{50};     // requests, and the observer's tick
constexpr Duration kReadyInterval = std::chrono::milliseconds{2};     // while a process starts
constexpr Duration kAdoptedInterval = std::chrono::milliseconds{10};  // the kernel does not tell of the end of a process that is no child
constexpr Duration kGap = std::chrono::milliseconds{200};             // a loop that was away for so long judges no silence from before

/// What reading and checking the node set took: a supervisor runs for months.
void give_back_memory() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

}  // namespace

Supervisor::Supervisor(LaunchPlan plan, LaunchObserver observer, const EnableLineDriver& lines, ReadAgain read_again)
    : plan_{std::move(plan)},
      observer_{std::move(observer)},
      board_{Blackboard::open(plan_.place)},
      slots_{std::make_unique<SupervisorSlots>(*board_, plan_)},
      read_again_{std::move(read_again)},
      board_time_{plan_.clock_node} {
    auto running = find_running();
    if (plan_.on_one_processor) one_processor_.emplace();
    make_safe_directory(plan_.place.root);
    make_safe_directory(plan_.place.directory());
    const std::string log_folder = plan_.place.directory() + "/log";
    make_safe_directory(log_folder);
    make_operator_segments();
    bool after_crash = false;
    for (std::size_t i = 0; i < plan_.processes.size(); ++i) {
        processes_.add(std::make_unique<SupervisedProcess>(plan_.processes[i], *board_, log_folder, observer_));
        if (running[i]) processes_[i].adopt(std::move(*running[i]));
        after_crash = after_crash || processes_[i].is_adopted();
    }
    status_.pid = static_cast<std::uint32_t>(::getpid());
    status_.nodes = static_cast<std::uint32_t>(plan_.node_count());
    put_text(status_.node_set, plan_.file);
    arm(lines, after_crash);
}

std::vector<std::optional<AdoptedProcess>> Supervisor::find_running() {
    std::vector<std::optional<AdoptedProcess>> found(plan_.processes.size());
    std::string foreign;
    for (std::size_t i = 0; i < plan_.processes.size(); ++i) {
        for (const PlannedNode& node : plan_.processes[i].nodes) {
            const auto owner = board_->backend().owner(node.name);
            if (!owner) continue;
            if (!found[i]) found[i] = AdoptedProcess::find(owner->pid, plan_.processes[i].command_line);
            if (!found[i] || found[i]->pid() != owner->pid)
                foreign += (foreign.empty() ? "'" : ", '") + node.name + "' (process " + std::to_string(owner->pid) + ")";
        }
    }
    if (foreign.empty()) return found;
    board_->backend().remove(kSupervisorNode);
    throw SegmentError{SegmentFault::kOwned,
                       "board '" + board_->name() + "': these nodes of the set are running already: " + foreign +
                           ", and not with the program and the words that this node set would start them with; stop them first"};
}

/// So that nodes find them when they start and the first request is answered as fast as any: a port without segment looks again
/// only ten times a second. And so that whoever writes a slot by hand knows what it carries.
void Supervisor::make_operator_segments() {
    const auto make = [&](std::string_view node, const std::vector<SlotSpec>& slots) {
        try {
            board_->create(node, slots);
        } catch (const SegmentError& error) {
            if (error.fault() != SegmentFault::kOwned) throw;  // somebody is asking already, and has made it
        }
    };
    make(kOperatorNode, operator_slots());
    for (const SlotSpec& slot : plan_.operator_slots) make(operator_node_of(slot.name), {slot});
}

int Supervisor::run() {
    spare_from_oom();
    give_back_memory();
    for (SupervisedProcess& process : processes_)
        if (!process.is_adopted()) process.start();
    look_around(monotonic_now());
    while (!finished()) loop_once();
    if (pending_) status_.request_done = pending_->request.id;
    publish(monotonic_now(), true);
    const bool failed =
        std::any_of(processes_.begin(), processes_.end(), [](const SupervisedProcess& p) { return p.state() == Supervised::kFailed; });
    clean_up();
    if (watchdog_) watchdog_->leave(failed && !stopping_);
    return run_result_.value_or(failed ? 1 : 0);
}

void Supervisor::loop_once() {
    const Time now = monotonic_now();
    note_gap(now);
    if (signals_.stops_asked() > 0) stop("told to stop");
    reap(now);
    take_request();
    check_health(now);
    safety_->look(processes_, *board_, now, awake_);  // before anything that takes time, such as starting a process
    if (signals_.stops_asked() > 1) kill_all();
    advance_reload();
    advance(now);
    note_given_up();
    if (stopping_) stop_next();
    note_progress(now);
    choose_mode(now);
    safety_->look(processes_, *board_, now, awake_);
    finish_request();
    publish(now, false);
    if (watchdog_) watchdog_->look(processes_, *board_, status_.startup_ms != 0 && !stopping_, now);
    observer_.on_tick();
    if (!finished()) signals_.wait(time_to_wait(now));
}

void Supervisor::kill_all() {
    if (std::exchange(killed_, true)) return;
    for (SupervisedProcess& process : processes_) {
        process.stop();
        process.kill_now();
    }
}

void Supervisor::note_gap(Time now) {
    if (now - looked_ > kGap) awake_ = now;
    looked_ = now;
}

void Supervisor::reap(Time now) {
    for (SupervisedProcess& process : processes_) {
        const std::optional<int> exit_code = process.reap();
        if (!exit_code) continue;
        const bool asked = process.state() == Supervised::kStopping;
        process.on_death(*exit_code, now);
        const bool ends_run = process.plan().ends_run || (process.plan().failure_ends_run && *exit_code != 0);
        if (asked || !ends_run || run_result_) continue;
        run_result_ = process.exit_code();
        observer_.on_event({LaunchEvent::Kind::kRunEnded, process.plan().name, process.last_log_line()});
        stop("the run has ended");
    }
}

void Supervisor::check_health(Time now) {
    const Time board_now = board_time_.look(*board_, now);
    for (SupervisedProcess& process : processes_) process.check_health(*board_, now, board_now, awake_);
}

void Supervisor::advance(Time now) {
    look_around(now);
    const Time board_now = board_time_.look(*board_, now);
    int starting = 0;
    for (const SupervisedProcess& process : processes_) starting += process.state() == Supervised::kStarting;
    for (SupervisedProcess& process : processes_) {
        const bool room = plan_.parallel_starts == 0 || starting < plan_.parallel_starts;
        const bool released = !stopping_ && room && process.is_released();
        process.advance(*board_, released, now, board_now);
        starting += released;
    }
    look_around(now);  // who became ready lets others start
}

/// What is critical stops the robot as long as it is not ready, whatever its rule: that is no question of giving up.
void Supervisor::note_given_up() {
    for (SupervisedProcess& process : processes_)
        if (process.take_given_up() && process.plan().on_give_up.kind == GiveUpRule::Kind::kSafeStop)
            safety_->stop(EnableReason::kGivenUp, process.plan().name);
}

void Supervisor::look_around(Time now) {
    if (stopping_) return;
    const auto state_of = [&](std::size_t process) { return processes_[process].state(); };
    const Time board_now = board_time_.look(*board_, now);
    for (SupervisedProcess& process : processes_) process.look_around(state_of, *board_, board_now);
}

bool Supervisor::has_running_dependents(std::size_t index) const {
    return std::any_of(processes_.begin(), processes_.end(), [&](const SupervisedProcess& other) {
        const auto& after = other.plan().after;
        return has_process(other.state()) && std::find(after.begin(), after.end(), index) != after.end();
    });
}

void Supervisor::choose_mode(Time now) {
    if (stopping_) return;
    modes_->look(processes_, *board_, now, board_time_.look(*board_, now));
    safety_->set_mode(modes_->stops_robot() ? modes_->name() : "");
}

void Supervisor::stop(const std::string& why) {
    if (stopping_) return;
    stopping_ = true;
    safety_->shut_down();
    observer_.on_event({LaunchEvent::Kind::kSetStops, "", why});
}

void Supervisor::give_up_board(const std::string& why) {
    if (stopping_) return;
    run_result_ = static_cast<int>(ExitCode::kOwned);
    stop(why);
}

void Supervisor::stop_next() {
    for (std::size_t i = 0; i < processes_.size(); ++i)
        if (!has_process(processes_[i].state()) || !has_running_dependents(i)) processes_[i].stop();
}

bool Supervisor::finished() const {
    const auto all_in = [&](auto&& allowed) {
        return std::all_of(processes_.begin(), processes_.end(), [&](const SupervisedProcess& p) { return allowed(p.state()); });
    };
    if (stopping_) return all_in([](Supervised state) { return !has_process(state); });
    if (plan_reader_.is_busy() || reload_) return false;
    // Who waits, waits for one that will never be ready.
    return all_in([](Supervised state) {
               return state == Supervised::kDone || state == Supervised::kFailed || state == Supervised::kWaiting;
           }) &&
           std::none_of(processes_.begin(), processes_.end(),
                        [](const SupervisedProcess& p) { return p.is_released() || p.waits_for_outside(); });
}

Duration Supervisor::time_to_wait(Time now) {
    Duration wait = std::min(kLookInterval, safety_->next_look() - now);
    for (SupervisedProcess& process : processes_) {
        if (process.state() == Supervised::kReady) wait = std::min(wait, process.silent_until(*board_, now, awake_) - now);
        if (process.is_adopted()) wait = std::min(wait, kAdoptedInterval);
        if (process.state() == Supervised::kStarting) wait = std::min(wait, kReadyInterval);
        if (process.is_released() && plan_.parallel_starts == 0) wait = Duration::zero();
        if (process.next_timer()) wait = std::min(wait, *process.next_timer() - now);
    }
    return std::max(wait, Duration::zero());
}

void Supervisor::arm(const EnableLineDriver& lines, bool after_crash) {
    try {
        safety_.emplace(plan_, lines, after_crash, *slots_, observer_);
        modes_.emplace(plan_, board_, *slots_, observer_);
        if (plan_.watchdog) watchdog_.emplace(*plan_.watchdog, observer_);
    } catch (const StartError&) {
        clean_up();
        throw;
    }
}

/// Where memory does not outlive the machine nothing is worth keeping; files do, so calibration and odometer stay.
void Supervisor::clean_up() {
    Backend& backend = board_->backend();
    if (backend.guarantees().outlives_reboot) return;
    std::vector<std::string> names = {std::string{kOperatorNode}};
    for (const SlotSpec& slot : plan_.operator_slots) names.push_back(operator_node_of(slot.name));
    for (const PlannedProcess& process : plan_.processes)
        for (const PlannedNode& node : process.nodes) names.push_back(node.name);
    remove_segments(names);
    if (!slots_->exist()) return remove_segments({std::string{kSupervisorNode}});
    if (slots_->still_owned()) backend.remove(kSupervisorNode);  // while it is ours, so that no other supervisor's is meant
}

void Supervisor::remove_segments(const std::vector<std::string>& names) {
    Backend& backend = board_->backend();
    for (const std::string& name : names) {
        try {
            const auto ownership = backend.own(name);
            backend.remove(name);
        } catch (const SegmentError&) {
            continue;  // somebody has it
        }
    }
}

}  // namespace seqboard
