// The part of the supervisor that changes a running set: what `seqboard reload` asks for.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
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
        const FileDescriptor file = open_safe_file(plan.place.directory() + "/log/reload.log",
                                                   O_WRONLY | O_CREAT | (first ? O_TRUNC : O_APPEND), 0640);
        if (file && !text.empty()) [[maybe_unused]] const ssize_t put = ::write(file.get(), (text + "\n").data(), text.size() + 1);
    } catch (const SegmentError&) {
        return;  // the observer has heard it
    }
}

}  // namespace

void Supervisor::ask_for_reload() {
    pending_->process = SIZE_MAX;  // it is about none
    note(plan_, "", true);
    if (stopping_ || !read_again_) return end_reload(true);
    plan_reader_.begin(read_again_);
}

/// Reading, then stopping what changes, then going on with the new plan: never waits.
void Supervisor::advance_reload() {
    if (auto outcome = plan_reader_.take()) take_plan(std::move(*outcome));
    if (!reload_) return;
    if (stopping_) return end_reload(true);
    bool stopped = true;
    for (SupervisedProcess& process : processes_) {
        const std::string& name = process.plan().name;
        if (!has(reload_->difference.changed, name) && !has(reload_->difference.removed, name)) continue;
        process.stop();
        stopped &= !has_process(process.state());
    }
    if (stopped) finish_reload();
}

void Supervisor::take_plan(PlanReader::Outcome outcome) {
    PlanDifference found;
    if (outcome.plan) found = difference(plan_, *outcome.plan);
    const std::string fault = outcome.plan ? found.refusal : outcome.fault;
    if (!fault.empty()) {
        note(plan_, fault, false);
        observer_.on_event({LaunchEvent::Kind::kNote, "", "reload: the file has faults, nothing changes:\n" + fault});
        return end_reload(true);
    }
    tell_difference(found);
    reload_ = PendingReload{std::move(*outcome.plan), std::move(found)};
}

void Supervisor::tell_difference(const PlanDifference& difference) const {
    const auto tell = [&](const std::string& process, const std::string& text) {
        note(plan_, process + (process.empty() ? "" : ": ") + text, false);
        observer_.on_event({LaunchEvent::Kind::kNote, process, "reload: " + text});
    };
    if (difference.is_empty()) tell("", "nothing has changed");
    for (const std::string& name : difference.removed) tell(name, "no longer in the set, stops");
    for (const std::string& name : difference.changed) tell(name, "changed, starts anew");
    for (const std::string& name : difference.amended) tell(name, "is supervised by other rules, goes on");
    for (const std::string& name : difference.added) tell(name, "new in the set, starts");
}

/// All that changes is down. The processes that go on keep their state; the supervisor's slots are made anew for other nodes.
void Supervisor::finish_reload() {
    const PlanDifference difference = std::move(reload_->difference);
    const LaunchPlan before = std::exchange(plan_, std::move(reload_->plan));
    const std::string log_folder = plan_.place.directory() + "/log";
    plan_.asked = before.asked;
    ProcessList now;
    for (const PlannedProcess& planned : plan_.processes) {
        const bool anew = has(difference.changed, planned.name) || has(difference.added, planned.name);
        std::unique_ptr<SupervisedProcess> process = anew ? nullptr : processes_.take(planned.name);
        if (process) {
            process->adopt(planned);
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
    if (wanted != node_names(before)) {
        slots_.reset();  // one at a time can own the name
        slots_ = std::make_unique<SupervisorSlots>(*board_, plan_);
        safety_->adopt(*slots_);
        modes_->adopt(*slots_);
    }
    make_operator_segments();
    status_.nodes = static_cast<std::uint32_t>(plan_.node_count());
    end_reload(false);
}

void Supervisor::end_reload(bool refused) {
    reload_.reset();
    status_.reload_refused = refused;
}

}  // namespace seqboard
