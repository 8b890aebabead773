#include <algorithm>
#include <charconv>

#include "core/launch/launch_check.hpp"
#include "core/messages/operator_request.hpp"
#include "core/names.hpp"
#include "core/segment/slot_spec.hpp"

namespace seqboard {

namespace {

/// A copy on the slowest board, an ARM920T at 400 MHz, moves about 50 bytes in a microsecond.
constexpr Duration kCopyTimePerByte{20};

std::vector<std::string> ports_of(const std::vector<PortInfo>& ports) {
    std::vector<std::string> names;
    for (const PortInfo& port : ports) names.push_back(port.port);
    return names;
}

void check_names(const NodeEntry& node, const NodeTypeInfo& type, const char* what, const std::vector<NamedText>& given,
                 const std::vector<PortInfo>& ports, Findings& findings) {
    const std::vector<std::string> known = ports_of(ports);
    for (const NamedText& entry : given)
        if (std::find(known.begin(), known.end(), entry.name) == known.end())
            findings.error(entry.name_place,
                           node.name + ": " + type.type + " has no " + what + " '" + entry.name + "'" + suggestion(entry.name, known));
}

void check_cells(const NodeEntry& node, Findings& findings) {
    for (const NamedText& cells : node.cells) {
        unsigned number = 0;
        const auto [end, error] = std::from_chars(cells.text.data(), cells.text.data() + cells.text.size(), number);
        const bool whole = error == std::errc{} && end == cells.text.data() + cells.text.size();
        if (!whole || number < kMinCells || number > kMaxCells || (number & (number - 1)) != 0)
            findings.error(cells.text_place,
                           node.name + ": cells: " + cells.name + ": '" + cells.text + "'; expected a power of two from 2 to 64");
    }
}

void check_ports(const NodeSet& set, const NodeCatalog& catalog, Findings& findings) {
    for (const NodeEntry& node : set.nodes) {
        check_cells(node, findings);
        const NodeTypeInfo* const type = catalog.find(node);
        if (type == nullptr || node.is_foreign) continue;
        check_names(node, *type, "input", node.inputs, type->inputs, findings);
        check_names(node, *type, "output", node.outputs, type->outputs, findings);
        check_names(node, *type, "output", node.cells, type->outputs, findings);
    }
}

void check_one_writer(const Wiring& wiring, Findings& findings) {
    for (std::size_t i = 0; i < wiring.outputs.size(); ++i) {
        const WiredOutput& output = wiring.outputs[i];
        const WiredOutput* const first = wiring.find_output(output.slot);
        if (first == &output) continue;
        if (first->port.empty() && output.port.empty()) {
            if (first->place.line == 0) continue;  // not because of a node's name: such names are refused where they stand
            findings.error(output.place, "a node of this name would have a slot '" + output.slot + "', which '" + first->node +
                                             "' writes already; give the node another name");
            continue;
        }
        // The slots that seqboard makes come last: complain about the node's.
        const WiredOutput& second = output.port.empty() ? *first : output;
        const WiredOutput& other = output.port.empty() ? output : *first;
        const std::string port =
            second.port == second.slot ? "output '" + second.port + "'" : "output '" + second.port + "' writes slot '" + second.slot + "',";
        findings.error(second.place, second.node + ": " + port + (second.port == second.slot ? " writes a slot" : "") + " that '" +
                                         other.node + "' writes already; give it another: outputs: {" + second.port + ": " + second.node +
                                         "}");
    }
}

void check_layouts_known(const Wiring& wiring, Findings& findings) {
    for (const WiredOutput& output : wiring.outputs)
        if (output.any && output.info.message.empty())
            findings.error(output.place, output.node + ": which message slot '" + output.slot +
                                             "' carries is not known, for no node of the set reads it; name it: " + output.port +
                                             ":MESSAGE, or leave it out");
}

void check_fed(const WiredInput& input, const Wiring& wiring, Findings& findings) {
    std::vector<std::string> slots;
    for (const WiredOutput& output : wiring.outputs)
        if (!output.port.empty()) slots.push_back(output.slot);
    std::string near = suggestion(input.slot, slots);
    findings.error(input.place, input.node + ": input '" + input.info.port + "' reads slot '" + input.slot +
                                    "', which no node of the set writes" + near);
}

void check_message(const WiredInput& input, const WiredOutput& output, Findings& findings) {
    if (input.info.fingerprint == output.info.fingerprint) return;
    const std::string begin = input.node + ": input '" + input.info.port + "' expects " + input.info.message + ", ";
    if (input.info.message == output.info.message)
        findings.error(input.place, begin + "and slot '" + input.slot + "' (written by '" + output.node +
                                        "') carries another layout of it; build both programs from the same messages");
    else
        findings.error(input.place,
                       begin + "but slot '" + input.slot + "' carries " + output.info.message + " (written by '" + output.node + "')");
}

/// A read is repeated when the writer publishes N - 1 samples during its copy: (N - 1) * T must be more than the copy takes.
void check_depth(const NodeSet& set, const NodeCatalog& catalog, const WiredInput& input, const WiredOutput& output, Findings& findings) {
    if (set.clock.lockstep || output.port.empty()) return;
    const NodeEntry& writer = *set.find(output.node);  // a port is a node's, and its type is known
    const Duration period = writer.period ? writer.period->value : catalog.find(writer)->period;
    const Duration copy = kCopyTimePerByte * output.info.message_bytes;
    if (period == Duration::zero() || output.info.cells < kMinCells || period * (output.info.cells - 1) > copy) return;
    findings.warning(output.place, output.node + ": output '" + output.port + "' has " + std::to_string(output.info.cells) + " cells at " +
                                       text_of(period) + ", and on the board '" + input.node + "' needs " + text_of(copy) +
                                       " to copy one; give it more: cells: {" + output.port + ": " + std::to_string(output.info.cells * 2) +
                                       "}");
}

/// Its node is operator.<slot>.
constexpr std::size_t kMaxOperatorSlot = kNameBytes - 1 - kOperatorNode.size() - 1;

void check_operator_slots(const NodeSet& set, const Wiring& wiring, Findings& findings) {
    std::vector<std::string> slots;
    for (const WiredInput& input : wiring.inputs)
        if (input.writer.empty() || is_operator_node(input.writer)) slots.push_back(input.slot);
    for (const Placed<std::string>& slot : set.operator_writes) {
        if (slot.value.size() > kMaxOperatorSlot)
            findings.error(slot.place, "operator_writes: '" + slot.value + "' is too long; expected at most " +
                                           std::to_string(kMaxOperatorSlot) + " characters");
        else if (const WiredOutput* const output = wiring.find_output(slot.value); output == nullptr)
            findings.error(slot.place, "operator_writes: no node of the set reads '" + slot.value + "'" + suggestion(slot.value, slots));
        else if (!is_operator_node(output->node))
            findings.error(slot.place, "operator_writes: '" + output->node + "' writes '" + slot.value + "' already; take it out here");
    }
}

}  // namespace

void check_wiring(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, Findings& findings) {
    check_ports(set, catalog, findings);
    check_one_writer(wiring, findings);
    check_operator_slots(set, wiring, findings);
    check_layouts_known(wiring, findings);
    for (const WiredInput& input : wiring.inputs) {
        const WiredOutput* const output = wiring.find_output(input.slot);
        if (output == nullptr) {
            if (!input.info.optional || input.named || input.triggers) check_fed(input, wiring, findings);
            continue;
        }
        check_message(input, *output, findings);
        check_depth(set, catalog, input, *output, findings);
    }
}

}  // namespace seqboard
