#include <algorithm>

#include "core/launch/launch_check.hpp"
#include "core/messages/operator_request.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

/// Nodes without `process` have one of their own.
const std::string& process_of(const NodeEntry& node) { return node.process.value.empty() ? node.name : node.process.value; }

void check_after_names(const NodeSet& set, Findings& findings) {
    const std::vector<std::string> names = set.names();
    for (const NodeEntry& node : set.nodes) {
        for (const StartCondition& before : node.after) {
            if (!before.is_about_node()) continue;
            const NodeEntry* const other = set.find(before.what);
            if (other == nullptr)
                findings.error(before.place,
                               node.name + ": after: there is no node '" + before.what + "'" + suggestion(before.what, names));
            else if (other != &node && process_of(*other) == process_of(node))
                findings.error(before.place, node.name + ": after: '" + before.what + "' shares its process '" + process_of(node) +
                                                 "', so both start together; take it out");
        }
    }
}

void check_awaited_slots(const NodeSet& set, const Wiring& wiring, Findings& findings) {
    std::vector<std::string> slots;
    for (const WiredOutput& output : wiring.outputs)
        if (!output.port.empty() || is_operator_node(output.node)) slots.push_back(output.slot);
    const auto check = [&](const std::string& slot, const YamlPlace& place, const std::string& begin) {
        if (std::find(slots.begin(), slots.end(), slot) == slots.end())
            findings.error(place, begin + "no node of the set writes the slot '" + slot + "'" + suggestion(slot, slots));
    };
    for (const NodeEntry& node : set.nodes) {
        for (const StartCondition& before : node.after)
            if (before.kind == StartConditionKind::kSlot) check(before.what, before.place, node.name + ": after: ");
        if (!node.rules.ready.slot.empty()) check(node.rules.ready.slot, node.place, node.name + ": ready: slot: ");
    }
}

/// Walks `after` from node to node and reports each circle once, at its first node in the file.
class CircleFinder {
public:
    CircleFinder(const NodeSet& set, const Wiring& wiring, Findings& findings) : set_{set}, wiring_{wiring}, findings_{findings} {}

    void run() {
        for (const NodeEntry& node : set_.nodes) visit(node, node, node.place);
    }

private:
    void visit(const NodeEntry& node, const NodeEntry& asker, const YamlPlace& asked_at) {
        const std::string& process = process_of(node);
        if (std::find(done_.begin(), done_.end(), process) != done_.end()) return;
        if (const auto began = std::find(path_.begin(), path_.end(), process); began != path_.end()) {
            std::string circle;
            for (auto step = began; step != path_.end(); ++step) circle += *step + " -> ";
            findings_.error(asked_at, asker.name + ": after: these wait for each other: " + circle + process + "; take one after: out");
            return;
        }
        path_.push_back(process);
        for (const NodeEntry& member : set_.nodes) {
            if (process_of(member) != process) continue;
            for (const StartCondition& before : member.after)
                if (const NodeEntry* const next = awaited_by(before); next != nullptr && (next == &member || process_of(*next) != process))
                    visit(*next, member, before.place);
        }
        path_.pop_back();
        done_.push_back(process);
    }

    /// Who waits for a slot waits for its writer.
    const NodeEntry* awaited_by(const StartCondition& condition) const {
        if (condition.is_about_node()) return set_.find(condition.what);
        const WiredOutput* const output = condition.kind == StartConditionKind::kSlot ? wiring_.find_output(condition.what) : nullptr;
        return output == nullptr ? nullptr : set_.find(output->node);
    }

    const NodeSet& set_;
    const Wiring& wiring_;
    Findings& findings_;
    std::vector<std::string> path_;
    std::vector<std::string> done_;
};

/// Real-time priority and memory locking are each node's own; the longest of their timeouts holds for the process.
bool same_process_rules(const NodeEntry& a, const NodeEntry& b) {
    ProcessRules rules = a.rules;
    rules.stop.timeout = b.rules.stop.timeout;
    rules.ready.timeout = b.rules.ready.timeout;
    const ScheduleRule& x = a.schedule;
    const ScheduleRule& y = b.schedule;
    const bool same_schedule = x.is_realtime() || y.is_realtime() ? x.affinity == y.affinity && x.rttime == y.rttime : x == y;
    return rules == b.rules && same_schedule;
}

void check_process_members(const NodeSet& set, Findings& findings) {
    for (const NodeEntry& node : set.nodes) {
        if (node.process.value.empty()) continue;
        if (!node.exec.value.empty())
            findings.error(node.process.place, node.name + ": process: only nodes with type: can share a process, this one has exec:");
        if (const NodeEntry* const namesake = set.find(node.process.value);
            namesake != nullptr && process_of(*namesake) != node.process.value)
            findings.error(node.process.place,
                           node.name + ": process: '" + node.process.value + "' is also a node that runs elsewhere; choose another name");
        for (const NodeEntry& other : set.nodes) {
            if (&other == &node) break;
            if (other.process.value != node.process.value) continue;
            const std::string begin = node.name + ": process: '" + other.name + "' in the same process has another ";
            if (other.restart.value != node.restart.value)
                findings.error(node.process.place, begin + "restart: (or ends_run:); they end together, so give both the same");
            if (!same_process_rules(other, node))
                findings.error(node.process.place, begin + "stop:, ready:, limits:, log:, on_dep_failure: or sched: (all but its " +
                                                       "priority); these belong to the process, so give both the same");
            break;
        }
    }
}

void check_one_end(const NodeSet& set, Findings& findings) {
    const NodeEntry* first = nullptr;
    for (const NodeEntry& node : set.nodes) {
        if (!node.ends_run) continue;
        if (first != nullptr)
            findings.error(node.place, node.name + ": ends_run: '" + first->name + "' ends the run already; keep one of them");
        else first = &node;
    }
}

}  // namespace

void check_order(const NodeSet& set, const Wiring& wiring, Findings& findings) {
    check_after_names(set, findings);
    check_awaited_slots(set, wiring, findings);
    CircleFinder{set, wiring, findings}.run();
    check_process_members(set, findings);
    check_one_end(set, findings);
}

}  // namespace seqboard
