#include "core/launch/node_command.hpp"

#include <algorithm>
#include <charconv>

#include "core/launch/lockstep_plan.hpp"
#include "core/messages/slot_fault.hpp"

namespace seqboard {

namespace {

/// A whole number of nanoseconds: exact, which text_of() is not.
std::string flag_text(Duration duration) {
    const std::int64_t ns = duration.count();
    return ns % 1'000'000 == 0 ? std::to_string(ns / 1'000'000) + "ms" : std::to_string(ns) + "ns";
}

std::string flag_text(float number) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

void add_ports(std::vector<std::string>& flags, const NodeEntry& node, const Wiring& wiring, bool lockstep) {
    const auto add = [&](const char* flag, const std::string& value) { flags.insert(flags.end(), {flag, value}); };
    for (const WiredInput& input : wiring.inputs) {
        if (input.node != node.name) continue;
        const bool unfed = input.writer.empty() && input.info.optional;
        add("--input", input.info.port + "=" + (unfed ? "-" : input.slot + (input.writer.empty() ? "" : "@" + input.writer)));
    }
    for (const WiredOutput& output : wiring.outputs) {
        if (output.node != node.name || output.port.empty()) continue;
        if (output.port != output.slot) add("--output", output.port + "=" + output.slot);
        // In lock-step the coordinator wakes everyone; a system call for each write would be for nothing.
        const bool waited_for = !lockstep && std::any_of(wiring.inputs.begin(), wiring.inputs.end(), [&](const WiredInput& input) {
            return input.triggers && input.slot == output.slot;
        });
        if (waited_for) add("--notify", output.port);
    }
    for (const NamedText& cells : node.cells) add("--cells", cells.name + "=" + cells.text);
}

void add_clock(std::vector<std::string>& flags, const NodeSet& set, const NodeEntry& node, const std::vector<Participant>& participants) {
    const auto add = [&](const char* flag, const std::string& value) { flags.insert(flags.end(), {flag, value}); };
    const bool drives = set.clock.lockstep && node.name == set.clock.driver.value;
    if (drives) add("--period", flag_text(set.clock.step));
    else if (node.period) add("--period", flag_text(node.period->value));
    if (!set.clock.lockstep) return;
    add("--clock", drives ? "drive" : "lockstep@" + set.clock.driver.value);
    if (!drives) return;
    add("--step", flag_text(set.clock.step));
    add("--speed", flag_text(set.clock.speed_ratio));
    for (const Participant& participant : participants)
        add("--participant", participant.node + ":" + std::to_string(participant.level) + ":" + std::to_string(participant.period_ticks));
}

}  // namespace

std::vector<Participant> lockstep_participants(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring) {
    std::vector<LockstepNode> nodes;
    std::vector<Participant> participants;
    if (!set.clock.lockstep) return participants;
    for (const NodeEntry& node : set.nodes) {
        if (node.name == set.clock.driver.value || node.is_foreign) continue;
        LockstepNode& entry = nodes.emplace_back(LockstepNode{node.name, {}, {}});
        for (const WiredOutput& output : wiring.outputs)
            if (output.node == node.name) entry.writes.push_back(output.slot);
        for (const WiredInput& input : wiring.inputs)
            if (input.node == node.name) entry.reads.push_back(input.slot);
        const Duration period = node.period ? node.period->value : catalog.find(node)->period;
        const std::int64_t ticks = std::max<std::int64_t>(period / set.clock.step, 1);
        participants.push_back({node.name, 0, static_cast<std::uint32_t>(ticks)});
    }
    const std::vector<std::uint32_t> levels = lockstep_levels(nodes);
    for (std::size_t i = 0; i < levels.size(); ++i) participants[i].level = levels[i];
    std::uint32_t last = levels.empty() ? 0 : *std::max_element(levels.begin(), levels.end());
    for (Participant& participant : participants)
        if (catalog.find(*set.find(participant.node))->steps_last) participant.level = ++last;
    return participants;
}

std::vector<std::string> node_flags(const NodeSet& set, const NodeEntry& node, const Wiring& wiring,
                                    const std::vector<Participant>& participants) {
    if (node.is_foreign) return node.args;
    std::vector<std::string> flags = {"--name", node.name, "--board", set.place.board, "--root", set.place.root};
    const auto add = [&](const char* flag, const std::string& value) { flags.insert(flags.end(), {flag, value}); };
    if (backend_text(set.place) != "posix") add("--backend", backend_text(set.place));
    add("--origin", node.place.file + ":" + std::to_string(node.place.line));
    for (const NamedText& param : node.params) add("--param", param.name + "=" + param.text);
    add_ports(flags, node, wiring, set.clock.lockstep);
    if (const WiredOutput* const faults = wiring.find_output(kSlotFaultsSlot); set.faults_allowed && faults && faults->node != node.name)
        add("--faults", faults->node);
    if (node.schedule.policy == SchedulePolicy::kFifo) add("--priority", std::to_string(node.schedule.priority));
    if (node.schedule.locks_memory() != (node.schedule.policy == SchedulePolicy::kFifo))
        add("--lock-memory", node.schedule.locks_memory() ? "true" : "false");
    add_clock(flags, set, node, participants);
    return flags;
}

}  // namespace seqboard
