#include "core/launch/node_entry_reader.hpp"

#include <algorithm>
#include <filesystem>

#include "core/launch/node_safety_reader.hpp"
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
        read_after(node);
        read_timing(node);
        if (const auto* const process = map_.find("process"))
            node.process = {reader_.name(process->value, where("process")).value_or(""), process->value.place};
        read_restart(node);
        read_limits(node);
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

    void read_after(NodeEntry& node) {
        if (const auto* const after = map_.find("after")) node.after = read_names(after->value, where("after"), reader_);
    }

    void read_timing(NodeEntry& node) {
        const auto* const rate = map_.find("rate_hz");
        const auto* const period = map_.find("period");
        if (rate != nullptr && period != nullptr)
            reader_.findings().error(period->place, name_ + ": has both rate_hz: and period:; keep one of them");
        if (rate != nullptr)
            if (const auto rate_hz = reader_.number(rate->value, where("rate_hz"), 0.001F, 1e5F))
                node.period = {Duration{static_cast<std::int64_t>(1e9 / static_cast<double>(*rate_hz) + 0.5)}, rate->value.place};
        if (period != nullptr)
            if (const auto time = reader_.duration(period->value, where("period"))) node.period = {*time, period->value.place};
        if (const auto* const priority = map_.find("priority"))
            node.priority = reader_.integer(priority->value, where("priority"), 1, 99).value_or(0);
    }

    void read_restart(NodeEntry& node) {
        const auto* const restart = map_.find("restart");
        if (restart == nullptr) return;
        node.restart.place = restart->place;
        RestartRule& rule = node.restart.value;
        if (restart->value.is(YamlValue::Kind::kText)) return read_restart_when(restart->value, rule);
        if (!reader_.is_map(restart->value, where("restart"), "{policy: on_failure, delay: [0ms, 1s], max: 5, window: 60s}")) return;
        reader_.check_keys(restart->value, where("restart"), {"policy", "delay", "max", "window", "on_give_up"});
        if (const auto* const give_up = restart->value.find("on_give_up"))
            node.on_give_up = {read_give_up_rule(give_up->value, where("restart: on_give_up"), reader_), give_up->value.place};
        if (const auto* const policy = restart->value.find("policy")) read_restart_when(policy->value, rule);
        if (const auto* const delay = restart->value.find("delay")) read_delays(delay->value, rule);
        if (const auto* const max = restart->value.find("max"))
            rule.max_restarts = reader_.integer(max->value, where("restart: max"), 0, 1000).value_or(0);
        if (const auto* const window = restart->value.find("window"))
            rule.window = reader_.duration(window->value, where("restart: window")).value_or(rule.window);
    }

    void read_restart_when(const YamlValue& value, RestartRule& rule) {
        const auto word = reader_.text(value, where("restart"));
        if (!word) return;
        if (*word == "never") rule.when = RestartWhen::kNever;
        else if (*word == "on_failure") rule.when = RestartWhen::kOnFailure;
        else if (*word == "always") rule.when = RestartWhen::kAlways;
        else
            reader_.findings().error(value.place, where("restart") + ": '" + *word + "'; expected never, on_failure or always" +
                                                      near(*word, {"never", "on_failure", "always"}));
    }

    static std::string near(const std::string& word, const std::vector<std::string>& known) {
        const std::string_view nearest = nearest_name(word, known);
        return nearest.empty() ? "" : "; did you mean '" + std::string{nearest} + "'?";
    }

    void read_delays(const YamlValue& value, RestartRule& rule) {
        rule.delays.clear();
        const std::vector<YamlValue> single{value};
        for (const YamlValue& item : value.is(YamlValue::Kind::kText) ? single : value.items)
            if (const auto delay = reader_.duration(item, where("restart: delay"), Duration::zero())) rule.delays.push_back(*delay);
        if (rule.delays.empty())
            reader_.findings().error(value.place, where("restart: delay") + ": expected a list of times, such as [0ms, 200ms, 1s]");
    }

    void read_limits(NodeEntry& node) {
        if (const auto* const stop = map_.find("stop"); stop != nullptr && reader_.is_map(stop->value, where("stop"), "{timeout: 2s}")) {
            reader_.check_keys(stop->value, where("stop"), {"timeout"});
            if (const auto* const timeout = stop->value.find("timeout"))
                node.stop_timeout = reader_.duration(timeout->value, where("stop: timeout")).value_or(node.stop_timeout);
        }
        if (const auto* const timeout = map_.find("ready_timeout"))
            node.ready_timeout = reader_.duration(timeout->value, where("ready_timeout")).value_or(node.ready_timeout);
        if (const auto* const ends_run = map_.find("ends_run")) {
            node.failure_ends_run = ends_run->value.is(YamlValue::Kind::kText) && ends_run->value.text == "if_failed";
            if (!node.failure_ends_run) node.ends_run = reader_.boolean(ends_run->value, where("ends_run")).value_or(false);
        }
        if (!node.ends_run && !node.failure_ends_run) return;
        if (map_.find("restart") != nullptr)
            reader_.findings().error(node.restart.place, name_ + ": ends_run: " + (node.ends_run ? "true" : "if_failed") +
                                                             " means that it is never restarted; take restart: out");
        node.restart.value.when = RestartWhen::kNever;
    }

    void read_safety(NodeEntry& node) {
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
        reader.check_keys(member.value, member.key,
                          {"type", "exec", "params", "inputs", "outputs", "cells", "after", "rate_hz", "period", "priority", "process",
                           "restart", "stop", "ready_timeout", "ends_run", "health", "criticality", "on_supervisor_death"});
        node = EntryReader{member, reader}.read();
    }
    node.name = member.key;
    node.place = member.place;
    return node;
}

}  // namespace seqboard
