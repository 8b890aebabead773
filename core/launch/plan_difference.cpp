#include "core/launch/plan_difference.hpp"

#include <algorithm>

namespace seqboard {

namespace {

const PlannedProcess* find(const LaunchPlan& plan, const std::string& name) {
    const auto found = std::find_if(plan.processes.begin(), plan.processes.end(), [&](const PlannedProcess& p) { return p.name == name; });
    return found == plan.processes.end() ? nullptr : &*found;
}

/// Without the line in the file, which moves with every line above it.
std::vector<std::string> without_origin(const std::vector<std::string>& command_line) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < command_line.size(); ++i) {
        if (command_line[i] == "--origin") ++i;
        else words.push_back(command_line[i]);
    }
    return words;
}

bool starts_alike(const PlannedProcess& a, const PlannedProcess& b) {
    return without_origin(a.command_line) == without_origin(b.command_line) && a.schedule == b.schedule &&
           a.rules.limits == b.rules.limits && a.rules.ready == b.rules.ready && a.is_foreign == b.is_foreign &&
           a.drives_actuators == b.drives_actuators && a.outlives_supervisor == b.outlives_supervisor;
}

bool same_health(const PlannedProcess& a, const PlannedProcess& b) {
    return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), [](const PlannedNode& x, const PlannedNode& y) {
        return x.health == y.health && x.silence_limit == y.silence_limit;
    });
}

bool same_conditions(const LaunchPlan& running, const PlannedProcess& a, const LaunchPlan& wanted, const PlannedProcess& b) {
    return std::equal(
        a.conditions.begin(), a.conditions.end(), b.conditions.begin(), b.conditions.end(),
        [&](const PlannedCondition& x, const PlannedCondition& y) {
            const bool same_node = !x.condition.is_about_node() || running.processes[x.process].name == wanted.processes[y.process].name;
            return same_node && x.condition.kind == y.condition.kind && x.condition.what == y.condition.what &&
                   x.condition.max_age == y.condition.max_age && x.condition.min_count == y.condition.min_count && x.writer == y.writer;
        });
}

bool supervised_alike(const PlannedProcess& a, const PlannedProcess& b) {
    return a.restart == b.restart && a.rules == b.rules && a.ends_run == b.ends_run && a.feeds_watchdog == b.feeds_watchdog &&
           a.criticality == b.criticality && a.on_give_up == b.on_give_up && same_health(a, b);
}

bool same_modes(const std::vector<ModeRule>& a, const std::vector<ModeRule>& b) {
    const auto same_setting = [](const ModeRule::Setting& x, const ModeRule::Setting& y) {
        return x.target.value == y.target.value && x.value.value == y.value.value;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const ModeRule& x, const ModeRule& y) {
        return x.name.value == y.name.value && x.when.value == y.when.value && x.safe_stop == y.safe_stop && x.hold == y.hold &&
               x.clear_after == y.clear_after &&
               std::equal(x.settings.begin(), x.settings.end(), y.settings.begin(), y.settings.end(), same_setting);
    });
}

std::string refusal(const LaunchPlan& running, const LaunchPlan& wanted) {
    if (running.place.directory() != wanted.place.directory() || running.place.kind != wanted.place.kind)
        return "the board is another one; stop the set and start it anew";
    const SafetyRule& a = running.safety;
    const SafetyRule& b = wanted.safety;
    if (a.enable_line.value != b.enable_line.value || a.enable_gpio != b.enable_gpio || a.resumes_by_itself() != b.resumes_by_itself())
        return "safety: is another one; stop the set and start it anew";
    if (running.clock_node != wanted.clock_node) return "the clock has another driver; stop the set and start it anew";
    const bool same_watchdog = running.watchdog.has_value() == wanted.watchdog.has_value() &&
                               (!running.watchdog || (running.watchdog->device == wanted.watchdog->device &&
                                                      running.watchdog->timeout == wanted.watchdog->timeout));
    return same_watchdog ? "" : "the watchdog is another one; stop the set and start it anew";
}

}  // namespace

PlanDifference difference(const LaunchPlan& running, const LaunchPlan& wanted) {
    PlanDifference found;
    found.refusal = refusal(running, wanted);
    found.modes = !same_modes(running.modes, wanted.modes);
    for (const PlannedProcess& process : wanted.processes) {
        const PlannedProcess* const before = find(running, process.name);
        if (before == nullptr) found.added.push_back(process.name);
        else if (!starts_alike(*before, process)) found.changed.push_back(process.name);
        else if (!supervised_alike(*before, process) || !same_conditions(running, *before, wanted, process))
            found.amended.push_back(process.name);
    }
    for (const PlannedProcess& process : running.processes)
        if (find(wanted, process.name) == nullptr) found.removed.push_back(process.name);
    return found;
}

}  // namespace seqboard
