#include <algorithm>

#include "core/launch/launch_check.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

/// Nodes without `process` have one of their own.
const std::string& process_of(const NodeEntry& node) { return node.process.value.empty() ? node.name : node.process.value; }

void check_after_names(const NodeSet& set, Findings& findings) {
    const std::vector<std::string> names = set.names();
    for (const NodeEntry& node : set.nodes) {
        for (const Placed<std::string>& before : node.after) {
            const NodeEntry* const other = set.find(before.value);
            if (other == nullptr)
                findings.error(before.place,
                               node.name + ": after: there is no node '" + before.value + "'" + suggestion(before.value, names));
            else if (other != &node && process_of(*other) == process_of(node))
                findings.error(before.place, node.name + ": after: '" + before.value + "' shares its process '" + process_of(node) +
                                                 "', so both start together; take it out");
        }
    }
}

/// Walks `after` from node to node and reports each circle once, at its first node in the file.
class CircleFinder {
public:
    CircleFinder(const NodeSet& set, Findings& findings) : set_{set}, findings_{findings} {}

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
            for (const Placed<std::string>& before : member.after)
                if (const NodeEntry* const next = set_.find(before.value);
                    next != nullptr && (next == &member || process_of(*next) != process))
                    visit(*next, member, before.place);
        }
        path_.pop_back();
        done_.push_back(process);
    }

    const NodeSet& set_;
    Findings& findings_;
    std::vector<std::string> path_;
    std::vector<std::string> done_;
};

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
            if (other.process.value != node.process.value || other.restart.value == node.restart.value) continue;
            findings.error(node.process.place, node.name + ": process: '" + other.name +
                                                   "' in the same process has another restart: (or ends_run:); " +
                                                   "they end together, so give both the same");
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

void check_order(const NodeSet& set, Findings& findings) {
    check_after_names(set, findings);
    CircleFinder{set, findings}.run();
    check_process_members(set, findings);
    check_one_end(set, findings);
}

}  // namespace seqboard
