#include "core/launch/launch_plan.hpp"

#include <algorithm>

#include "core/launch/condition_slots.hpp"
#include "core/launch/node_command.hpp"
#include "core/messages/operator_request.hpp"

namespace seqboard {

namespace {

std::size_t process_with(const LaunchPlan& plan, const std::string& node) {
    const auto found = std::find_if(plan.processes.begin(), plan.processes.end(), [&](const PlannedProcess& process) {
        return std::any_of(process.nodes.begin(), process.nodes.end(), [&](const PlannedNode& known) { return known.name == node; });
    });
    return static_cast<std::size_t>(found - plan.processes.begin());
}

PlannedProcess& process_for(LaunchPlan& plan, const NodeEntry& node, const std::string& program_folder) {
    const std::string& name = node.process.value.empty() ? node.name : node.process.value;
    const auto found =
        std::find_if(plan.processes.begin(), plan.processes.end(), [&](const PlannedProcess& process) { return process.name == name; });
    if (found != plan.processes.end()) {
        found->command_line.insert(found->command_line.end(), {"--and", node.type.value});
        return *found;
    }
    PlannedProcess& process = plan.processes.emplace_back();
    process.name = name;
    process.restart = node.restart.value;
    process.schedule = node.schedule;
    process.rules = node.rules;
    process.is_foreign = node.is_foreign;
    // A node of seqboard takes SCHED_FIFO itself, for its own thread, when its hardware is open.
    if (!node.is_foreign && node.schedule.policy == SchedulePolicy::kFifo) process.schedule.takes_policy_itself = true;
    if (node.process.value.empty()) process.command_line = program_of(node, program_folder);
    else process.command_line = {(node.programs.empty() ? program_folder : node.programs) + "/" + kMultiNodeProgram, node.type.value};
    return process;
}

bool feeds_watchdog(const NodeSet& set, const NodeEntry& node) {
    if (!set.watchdog) return false;
    const auto& wanted = set.watchdog->nodes;
    return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const auto& name) { return name.value == node.name; });
}

/// What drives actuators must live for the robot to be safe; without any other node it can still stand.
Criticality criticality_of(const NodeEntry& node, const NodeTypeInfo& type) {
    return node.criticality.value_or(type.drives_actuators ? Criticality::kCritical : Criticality::kDegradable);
}

void add_supervision(PlannedProcess& process, const NodeEntry& node, const NodeTypeInfo& type) {
    const bool first = process.nodes.size() == 1;
    const Criticality criticality = criticality_of(node, type);
    process.criticality = first ? criticality : std::min(process.criticality, criticality);
    if (node.on_give_up.value.kind != GiveUpRule::Kind::kByCriticality) process.on_give_up = node.on_give_up.value;
    process.outlives_supervisor = node.outlives_supervisor && (first || process.outlives_supervisor);
}

void add_node(LaunchPlan& plan, const NodeSet& set, const NodeEntry& node, const NodeTypeInfo& type, const Wiring& wiring,
              const std::vector<Participant>& participants, const std::string& program_folder) {
    PlannedProcess& process = process_for(plan, node, program_folder);
    PlannedNode planned{.name = node.name, .type = node.is_foreign ? node.exec.value : type.type, .health = node.health};
    planned.silence_limit = node.health.silence_limit(set.clock.lockstep);
    for (const Participant& participant : participants)
        if (participant.node == node.name) {
            planned.level = participant.level;
            process.coordinator = set.clock.driver.value;
        }
    process.nodes.push_back(planned);
    add_supervision(process, node, type);
    const std::vector<std::string> flags = node_flags(set, node, wiring, participants);
    process.command_line.insert(process.command_line.end(), flags.begin(), flags.end());
    process.rules.stop.timeout = std::max(process.rules.stop.timeout, node.rules.stop.timeout);
    process.rules.ready.timeout = std::max(process.rules.ready.timeout, node.rules.ready.timeout);
    process.ends_run |= node.ends_run;
    process.failure_ends_run |= node.failure_ends_run;
    process.drives_actuators |= type.drives_actuators;
    process.feeds_watchdog |= feeds_watchdog(set, node);
}

void add_conditions(LaunchPlan& plan, const NodeEntry& node, const Wiring& wiring) {
    PlannedProcess& process = plan.processes[process_with(plan, node.name)];
    for (const StartCondition& condition : node.after) {
        PlannedCondition& planned = process.conditions.emplace_back(PlannedCondition{condition});
        if (condition.is_about_node()) {
            planned.process = process_with(plan, condition.what);
            process.after.push_back(planned.process);
        } else if (condition.kind == StartConditionKind::kSlot) {
            const WiredOutput& output = *wiring.find_output(condition.what);
            planned.slot = spec_of(output);
            planned.writer = output.node;
        }
    }
    if (process.rules.ready.slot.empty()) return;
    const WiredOutput& output = *wiring.find_output(process.rules.ready.slot);
    process.ready_slot = spec_of(output);
    process.ready_slot_writer = output.node;
}

}  // namespace

std::size_t LaunchPlan::node_count() const {
    std::size_t count = 0;
    for (const PlannedProcess& process : processes) count += process.nodes.size();
    return count;
}

LaunchPlan plan_launch(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, const std::string& program_folder) {
    LaunchPlan plan;
    plan.file = set.file;
    plan.place = set.place;
    plan.watchdog = set.watchdog;
    plan.parallel_starts = set.parallel_starts;
    plan.safety = set.safety;
    plan.modes = set.modes;
    if (!plan.modes.empty()) plan.condition_slots = condition_slots(wiring);
    if (set.clock.lockstep) plan.clock_node = set.clock.driver.value;
    plan.on_one_processor = set.clock.lockstep && set.clock.on_one_processor;
    const std::vector<Participant> participants = lockstep_participants(set, catalog, wiring);
    for (const NodeEntry& node : set.nodes) add_node(plan, set, node, *catalog.find(node), wiring, participants, program_folder);
    for (const NodeEntry& node : set.nodes) add_conditions(plan, node, wiring);
    for (const WiredOutput& output : wiring.outputs)
        if (is_operator_node(output.node)) plan.operator_slots.push_back(spec_of(output));
    return plan;
}

}  // namespace seqboard
