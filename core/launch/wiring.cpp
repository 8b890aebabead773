#include "core/launch/wiring.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "core/messages/clock_state.hpp"
#include "core/messages/supervision.hpp"
#include "core/segment/slot_spec.hpp"

namespace seqboard {

namespace {

const NamedText* find_named(const std::vector<NamedText>& texts, const std::string& name) {
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const NamedText& text) { return text.name == name; });
    return found == texts.end() ? nullptr : &*found;
}

template <Message T>
PortInfo port_info() {
    char fingerprint[24];
    std::snprintf(fingerprint, sizeof fingerprint, "%016llx", static_cast<unsigned long long>(kFingerprint<T>));
    return {"", std::string{message_name<T>()}, fingerprint, sizeof(T), kDefaultCells, false, std::string{schema_text<T>()}};
}

template <Message T>
WiredOutput own_slot(std::string slot, std::string_view node, const YamlPlace& place) {
    return {std::move(slot), std::string{node}, "", port_info<T>(), place};
}

/// Slots that runner, coordinator and supervisor make without being asked.
void add_own_slots(const NodeSet& set, std::vector<WiredOutput>& outputs) {
    const YamlPlace file{set.file};
    outputs.push_back(own_slot<SupervisorStatus>(std::string{kSupervisorStatusSlot}, kSupervisorNode, file));
    if (set.clock.lockstep) outputs.push_back(own_slot<ClockState>("clock", set.clock.driver.value, set.clock.place));
    for (const NodeEntry& node : set.nodes) {
        outputs.push_back(own_slot<NodeStatus>(node.name + ".status", node.name, node.place));
        outputs.push_back({node.name + ".params", node.name, "", PortInfo{"", node.kind() + ".params", "", 0, kDefaultCells}, node.place});
        outputs.push_back(own_slot<NodeSupervision>("supervisor." + node.name, kSupervisorNode, node.place));
        if (set.clock.lockstep && node.name != set.clock.driver.value)
            outputs.push_back(own_slot<ClockTurn>("clock." + node.name, set.clock.driver.value, node.place));
    }
}

/// A slot that people write is what its first reader expects. One that a node writes stays the node's.
void add_operator_slots(const NodeSet& set, Wiring& wiring) {
    for (const Placed<std::string>& slot : set.operator_writes) {
        const auto reader =
            std::find_if(wiring.inputs.begin(), wiring.inputs.end(), [&](const WiredInput& input) { return input.slot == slot.value; });
        if (reader == wiring.inputs.end() || wiring.find_output(slot.value) != nullptr) continue;
        WiredOutput output{slot.value, operator_node_of(slot.value), "", reader->info, slot.place};
        output.info.cells = kDefaultCells;
        wiring.outputs.push_back(std::move(output));
    }
}

void set_cells(const NodeEntry& node, PortInfo& info) {
    if (const NamedText* const cells = find_named(node.cells, info.port))
        std::from_chars(cells->text.data(), cells->text.data() + cells->text.size(), info.cells);
}

}  // namespace

Wiring wire(const NodeSet& set, const NodeCatalog& catalog) {
    Wiring wiring;
    for (const NodeEntry& node : set.nodes) {
        const NodeTypeInfo* const type = catalog.find(node);
        if (type == nullptr) continue;
        for (PortInfo info : type->outputs) {
            set_cells(node, info);
            const NamedText* const named = find_named(node.outputs, info.port);
            wiring.outputs.push_back({named ? named->text : info.port, node.name, info.port, info, named ? named->text_place : node.place});
        }
        for (const PortInfo& info : type->inputs) {
            const NamedText* const named = find_named(node.inputs, info.port);
            wiring.inputs.push_back({named ? named->text : info.port, node.name, info, named ? named->text_place : node.place, "",
                                     info.port == type->trigger, named != nullptr});
        }
    }
    add_own_slots(set, wiring.outputs);
    add_operator_slots(set, wiring);
    for (WiredInput& input : wiring.inputs)
        if (const WiredOutput* const output = wiring.find_output(input.slot)) input.writer = output->node;
    return wiring;
}

const WiredOutput* Wiring::find_output(std::string_view slot) const {
    const auto found = std::find_if(outputs.begin(), outputs.end(), [&](const WiredOutput& output) { return output.slot == slot; });
    return found == outputs.end() ? nullptr : &*found;
}

const WiredInput* Wiring::find_input(std::string_view node, std::string_view port) const {
    const auto found =
        std::find_if(inputs.begin(), inputs.end(), [&](const WiredInput& input) { return input.node == node && input.info.port == port; });
    return found == inputs.end() ? nullptr : &*found;
}

}  // namespace seqboard
