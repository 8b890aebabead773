// The part of the supervisor that changes a running set: what `seqboard reload` asks for.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/launch/node_lifecycle.hpp"
#include "core/launch/operator_slots.hpp"
#include "core/launch/supervisor.hpp"
#include "core/segment/safe_file.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> node_names(const LaunchPlan& plan) {
    std::vector<std::string> names;
    for (const PlannedProcess& process : plan.processes)
        for (const PlannedNode& node : process.nodes) names.push_back(node.name);
    return names;
}

/// What a reload has to say, also for whoever asked for it.
void note(const LaunchPlan& plan, const std::string& text, bool first) {
    try {
        const FileDescriptor file =
            open_safe_file(plan.place.directory() + "/log/reload.log", O_WRONLY | O_CREAT | (first ? O_TRUNC : O_APPEND), 0640);
        if (file && !text.empty()) [[maybe_unused]]
            const ssize_t put = ::write(file.get(), (text + "\n").data(), text.size() + 1);
    } catch (const SegmentError&) {
        return;  // the observer has heard it
    }
}

}  // namespace

void Supervisor::ask_for_reload() {
    if (plan_reader_.is_busy() || reload_) return;  // the one that goes on answers both
    note(plan_, "", true);
    if (stopping_ || !read_again_) return end_reload(true);
    plan_reader_.begin(read_again_);
}

/// Reading, then stopping what changes, then going on with the new plan, then its slots: never waits.
void Supervisor::advance_reload() {
    if (auto outcome = plan_reader_.take()) take_plan(std::move(*outcome));
    if (!reload_) return;
    if (stopping_) return end_reload(!reload_->followed);
    if (reload_->followed) return make_slots_anew();
    bool stopped = true;
    for (SupervisedProcess& process : processes_) {
        const std::string& name = process.plan().name;
        if (!has(reload_->difference.changed, name) && !has(reload_->difference.removed, name)) continue;
        process.stop();
        stopped &= !has_process(process.state());
    }
    if (stopped) follow_plan();
}

void Supervisor::take_plan(PlanReader::Outcome outcome) {
    PlanDifference found;
    if (outcome.plan) found = difference(plan_, *outcome.plan);
    const std::string mode = modes_->name();
    const std::string fault = !outcome.plan            ? outcome.fault
                              : !found.refusal.empty() ? found.refusal
                              : mode.empty()           ? ""
                                                       : "mode '" + mode + "' is in force; say it again when that is left";
    if (!fault.empty()) {
        note(plan_, fault, false);
        observer_.on_event({LaunchEvent::Kind::kNote, "", "reload: nothing changes: " + fault});
        return end_reload(true);
    }
    tell_difference(found);
    reload_ = PendingReload{.plan = std::move(*outcome.plan), .difference = std::move(found)};
}

void Supervisor::tell_difference(const PlanDifference& difference) const {
    const auto tell = [&](const std::string& process, const std::string& text) {
        note(plan_, process + (process.empty() ? "" : ": ") + text, false);
        observer_.on_event({LaunchEvent::Kind::kNote, process, "reload: " + text});
    };
    if (difference.is_empty()) tell("", "nothing has changed");
    if (difference.modes) tell("", "the modes are others");
    for (const std::string& name : difference.removed) tell(name, "no longer in the set, stops");
    for (const std::string& name : difference.changed) tell(name, "changed, starts anew");
    for (const std::string& name : difference.amended) tell(name, "is supervised by other rules, goes on");
    for (const std::string& name : difference.added) tell(name, "new in the set, starts");
}

/// All that changes is down. The processes that go on keep their state; the supervisor's slots are made anew for other nodes.
void Supervisor::follow_plan() {
    const PlanDifference& difference = reload_->difference;
    const LaunchPlan before = std::exchange(plan_, std::move(reload_->plan));
    const std::string log_folder = plan_.place.directory() + "/log";
    plan_.asked = before.asked;
    const Time board_now = board_time_.look(*board_, monotonic_now());
    ProcessList now;
    for (const PlannedProcess& planned : plan_.processes) {
        const bool anew = has(difference.changed, planned.name) || has(difference.added, planned.name);
        std::unique_ptr<SupervisedProcess> process = anew ? nullptr : processes_.take(planned.name);
        if (process) {
            process->follow(planned, board_now);
        } else {
            process = std::make_unique<SupervisedProcess>(planned, *board_, log_folder, observer_);
            process->start();
        }
        now.add(std::move(process));
    }
    processes_ = std::move(now);
    const std::vector<std::string> wanted = node_names(plan_);
    std::vector<std::string> gone;
    for (const std::string& name : node_names(before))
        if (!has(wanted, name)) gone.push_back(name);
    remove_segments(gone);
    modes_.emplace(plan_, board_, *slots_, observer_);
    status_.nodes = static_cast<std::uint32_t>(plan_.node_count());
    reload_->followed = true;
    reload_->needs_slots = wanted != node_names(before);
    make_slots_anew();
}

/// Memory or descriptors may be short, which ends no set: it is tried again at every turn. Meanwhile nobody renews the enable slot, so motors stop.
void Supervisor::make_slots_anew() {
    try {
        if (reload_->needs_slots) {
            slots_->make_anew(*board_, plan_);
            slots_->publish(safety_->state().enable());
            reload_->needs_slots = false;
        }
        make_operator_segments();
    } catch (const SegmentError& error) {
        if (error.fault() == SegmentFault::kOwned) return give_up_board("another supervisor has taken the board");
        if (std::exchange(reload_->fault, error.what()) == error.what()) return;
        note(plan_, error.what(), false);
        observer_.on_event({LaunchEvent::Kind::kNote, "", "reload: tried again until it succeeds: " + reload_->fault});
        return;
    }
    end_reload(false);
}

void Supervisor::end_reload(bool refused) {
    reload_.reset();
    status_.reload_refused = refused;
}

}  // namespace seqboard
