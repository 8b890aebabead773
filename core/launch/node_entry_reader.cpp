#include "core/launch/node_entry_reader.hpp"

#include <cmath>
#include <filesystem>

#include "core/launch/launch_keys.hpp"
#include "core/launch/node_safety_reader.hpp"
#include "core/launch/process_rule_reader.hpp"
#include "core/launch/resource_rule_reader.hpp"
#include "core/launch/restart_rule_reader.hpp"
#include "core/launch/start_condition_reader.hpp"
#include "core/messages/operator_request.hpp"
#include "core/messages/supervision.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

/// The longest slot made of a node's name is supervisor.<node>.
constexpr std::size_t kMaxNodeName = kNameBytes - 1 - sizeof("supervisor.") + 1;

bool is_supervisors_slot(const std::string& node) {
    const std::string slot = std::string{kSupervisorNode} + "." + node;
    return slot == kSupervisorStatusSlot || slot == kMotorEnableSlot || slot == kModeRequestSlot;
}

void check_node_name(const YamlMember& member, Findings& findings) {
    if (!is_valid_name(member.key) || member.key.size() > kMaxNodeName)
        findings.error(member.place, "nodes: '" + member.key + "': a node's name is 1 to " + std::to_string(kMaxNodeName) +
                                         " of A-Z a-z 0-9 _ . - and does not start with a dot");
    else if (member.key == kSupervisorNode || is_operator_node(member.key) || is_supervisors_slot(member.key))
        findings.error(member.place, "nodes: '" + member.key + "' is a name that seqboard uses itself; choose another");
}

class EntryReader {
public:
    EntryReader(const YamlMember& member, YamlReader& reader) : map_{member.value}, name_{member.key}, reader_{reader} {}

    NodeEntry read() {
        NodeEntry node;
        read_program(node);
        node.params = pairs("params", "{max_range_m: 4}", false);
        node.inputs = pairs("inputs", "{port: slot}", true);
        node.outputs = pairs("outputs", "{port: slot}", true);
        node.cells = pairs("cells", "{port: 8}", false);
        read_dependencies(node);
        read_timing(node);
        if (const auto* const prefix = map_.find("slot_prefix"))
            node.slot_prefix = reader_.text(prefix->value, where("slot_prefix")).value_or("");
        if (const auto* const process = map_.find("process"))
            node.process = {reader_.name(process->value, where("process")).value_or(""), process->value.place};
        read_schedule(node);
        read_rules(node);
        read_restart(node);
        read_safety(node);
        return node;
    }

private:
    std::string where(const std::string& key) const { return name_ + ": " + key; }

    void read_program(NodeEntry& node) {
        const auto* const type = map_.find("type");
        const auto* const exec = map_.find("exec");
        if (type != nullptr) node.type = {reader_.name(type->value, where("type")).value_or(""), type->value.place};
        if (exec != nullptr) {
            const auto path = reader_.text(exec->value, where("exec"));
            const auto folder = std::filesystem::absolute(exec->value.place.file).parent_path();
            node.exec = {path ? (folder / *path).lexically_normal().string() : "", exec->value.place};
        }
        if ((type == nullptr) == (exec == nullptr))
            reader_.findings().error(
                map_.place, name_ + (type == nullptr ? ": what to run is missing; give type: (a program beside seqboard) or exec: (a path)"
                                                     : ": has both type: and exec:; keep one of them"));
        if (const auto* const args = map_.find("args")) read_foreign(node, *args);
    }

    void read_foreign(NodeEntry& node, const YamlMember& args) {
        node.is_foreign = true;
        if (const auto* const exec = map_.find("exec"))
            node.is_machines_own = std::filesystem::path{reader_.variables().expand(exec->value)}.is_absolute();
        node.args = reader_.texts(args.value, where("args"), "[--verbose]");
        if (node.exec.value.empty())
            reader_.findings().error(args.place, name_ + ": args: goes with exec:; a node of seqboard gets its words from params:");
        for (const char* const key : {"params", "inputs", "outputs", "cells", "process", "rate_hz", "period"})
            if (const auto* const useless = map_.find(key))
                reader_.findings().error(useless->place, name_ + ": a program with args: knows no blackboard, so " + key +
                                                             ": means nothing; take it out, or take args: out");
    }

    std::vector<NamedText> pairs(const char* key, const char* example, bool names) {
        std::vector<NamedText> pairs;
        const auto* const section = map_.find(key);
        if (section == nullptr || !reader_.is_map(section->value, where(key), example)) return pairs;
        for (const YamlMember& member : section->value.members) {
            const std::string place = where(key) + ": " + member.key;
            const auto text = names ? reader_.name(member.value, place) : reader_.text(member.value, place);
            if (text || !names) pairs.push_back({member.key, text.value_or(""), member.place, member.value.place});
        }
        return pairs;
    }

    void read_dependencies(NodeEntry& node) {
        if (const auto* const after = map_.find("after")) node.after = read_start_conditions(after->value, where("after"), reader_);
        if (const auto* const failure = map_.find("on_dep_failure"))
            node.rules.on_dependency_failure = static_cast<DependencyFailure>(
                reader_.choice(failure->value, where("on_dep_failure"), words_of(*find_key(node_keys(), "on_dep_failure"))).value_or(0));
    }

    void read_timing(NodeEntry& node) {
        const auto* const rate = map_.find("rate_hz");
        const auto* const period = map_.find("period");
        if (rate != nullptr && period != nullptr)
            reader_.findings().error(period->place, name_ + ": has both rate_hz: and period:; keep one of them");
        if (rate != nullptr)
            if (const auto rate_hz = reader_.number(rate->value, where("rate_hz"), 0.001F, 1e5F))
                node.period = {Duration{std::llround(1e9 / static_cast<double>(*rate_hz))}, rate->value.place};
        if (period != nullptr)
            if (const auto time = reader_.duration(period->value, where("period"))) node.period = {*time, period->value.place};
    }

    void read_schedule(NodeEntry& node) {
        const auto* const priority = map_.find("priority");
        const auto* const sched = map_.find("sched");
        if (priority != nullptr && sched != nullptr)
            reader_.findings().error(priority->place, name_ + ": has both priority: and sched:; write sched: {policy: fifo, priority: N}");
        if (sched != nullptr) node.schedule = read_schedule_rule(sched->value, where("sched"), reader_);
        if (priority != nullptr) {
            node.schedule.priority = reader_.integer(priority->value, where("priority"), 1, 99).value_or(0);
            node.schedule.policy = SchedulePolicy::kFifo;
        }
        if (node.is_foreign && node.schedule.mlock)
            reader_.findings().error(sched->place, name_ + ": sched: mlock: a program with args: locks its memory itself; take it out");
    }

    void read_rules(NodeEntry& node) {
        if (const auto* const stop = map_.find("stop")) node.rules.stop = read_stop_rule(stop->value, where("stop"), reader_);
        if (const auto* const ready = map_.find("ready")) node.rules.ready = read_ready_rule(ready->value, where("ready"), reader_);
        if (const auto* const limits = map_.find("limits")) node.rules.limits = read_limits_rule(limits->value, where("limits"), reader_);
        if (const auto* const log = map_.find("log")) node.rules.log = read_log_rule(log->value, where("log"), reader_);
        const auto* const timeout = map_.find("ready_timeout");
        if (timeout == nullptr) return;
        node.rules.ready.timeout = reader_.duration(timeout->value, where("ready_timeout")).value_or(node.rules.ready.timeout);
        if (const auto* const ready = map_.find("ready"); ready != nullptr && ready->value.find("timeout") != nullptr)
            reader_.findings().error(timeout->place, name_ + ": has both ready_timeout: and ready: timeout:; keep one of them");
    }

    void read_restart(NodeEntry& node) {
        const auto* const restart = map_.find("restart");
        if (restart != nullptr) node.restart = {read_restart_rule(restart->value, where("restart"), reader_), restart->place};
        read_ends_run(node, restart != nullptr);
    }

    void read_ends_run(NodeEntry& node, bool has_restart) {
        if (const auto* const ends_run = map_.find("ends_run")) {
            node.failure_ends_run = ends_run->value.is(YamlValue::Kind::kText) && ends_run->value.text == "if_failed";
            if (!node.failure_ends_run) node.ends_run = reader_.boolean(ends_run->value, where("ends_run")).value_or(false);
        }
        if (!node.ends_run && !node.failure_ends_run) return;
        if (has_restart)
            reader_.findings().error(node.restart.place, name_ + ": ends_run: " + (node.ends_run ? "true" : "if_failed") +
                                                             " means that it is never restarted; take restart: out");
        node.restart.value.when = RestartWhen::kNever;
    }

    void read_safety(NodeEntry& node) {
        const auto* const restart = map_.find("restart");
        if (const auto* const give_up = restart == nullptr ? nullptr : restart->value.find("on_give_up"))
            node.on_give_up = {read_give_up_rule(give_up->value, where("restart: on_give_up"), reader_), give_up->value.place};
        if (const auto* const health = map_.find("health")) node.health = read_health_rule(health->value, where("health"), reader_);
        if (const auto* const word = map_.find("criticality"))
            node.criticality = read_criticality(word->value, where("criticality"), reader_);
        if (const auto* const word = map_.find("on_supervisor_death"))
            node.outlives_supervisor = read_outlives_supervisor(word->value, where("on_supervisor_death"), reader_);
    }

    const YamlValue& map_;
    std::string name_;
    YamlReader& reader_;
};

}  // namespace

std::vector<Placed<std::string>> read_names(const YamlValue& value, const std::string& where, YamlReader& reader) {
    std::vector<Placed<std::string>> names;
    const std::vector<YamlValue> single{value};
    for (const YamlValue& item : value.is(YamlValue::Kind::kText) ? single : value.items)
        if (const auto name = reader.name(item, where)) names.push_back({*name, item.place});
    if (!value.is(YamlValue::Kind::kText) && !value.is(YamlValue::Kind::kList))
        reader.findings().error(value.place, where + ": this is " + kind_text(value) + "; expected a list of names, such as [sim]");
    return names;
}

NodeEntry read_node_entry(const YamlMember& member, YamlReader& reader) {
    NodeEntry node;
    check_node_name(member, reader.findings());
    if (reader.is_map(member.value, member.key, "{type: range_node}")) {
        reader.check_keys(member.value, member.key, names_of(node_keys()));
        node = EntryReader{member, reader}.read();
    }
    node.name = member.key;
    node.place = member.place;
    return node;
}

}  // namespace seqboard
