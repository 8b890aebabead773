#include "core/hil/linked_sets.hpp"

#include <algorithm>

#include "core/hil/yaml_line.hpp"
#include "core/launch/yaml/yaml_source.hpp"
#include "core/messages/supervision.hpp"

namespace seqboard::hil {

namespace {

std::string words(const std::vector<CutSlot>& slots, bool with_messages) {
    std::string text;
    for (const CutSlot& slot : slots)
        text += (text.empty() ? "" : " ") + slot.name + (with_messages && !slot.message.empty() ? ":" + slot.message : "");
    return text;
}

std::string list_line(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + quoted(name);
    return "[" + text + "]";
}

std::string param(const char* name, const std::string& value) { return std::string{"      "} + name + ": " + quoted(value) + "\n"; }

/// Conditions were looked at where the set was read whole: what is there is there.
void forget_conditions(YamlValue& tree) {
    if (YamlMember* const nodes = tree.find("nodes"))
        for (YamlMember& node : nodes->value.members)
            std::erase_if(node.value.members, [](const YamlMember& member) { return member.key == "when"; });
}

}  // namespace

std::string plant_link_text(const SetCut& cut, const std::string& line) {
    const std::string status{kSupervisorStatusSlot};
    const std::string mirrors = words(cut.mirrors, true);
    return "# The link to the robot's board, made by seqboard hil run.\nnodes:\n  " + std::string{kLinkNode} +
           ":\n    type: plant_link_node\n    params:\n" + param("line", line) + param("sends", words(cut.sends, true)) +
           param("receives", words(cut.receives, true)) +
           param("mirrors", mirrors + (mirrors.empty() ? "" : " ") + status + ":SupervisorStatus") + "    outputs: {" + quoted(status) +
           ": " + kBoardStatusSlot + "}\n    ready_timeout: 40s\n    ends_run: if_failed\n";
}

std::string plant_overlay_text(const NodeSet& base, const SetCut& cut) {
    std::string text;
    if (base.tree.find("operator_writes") != nullptr) text += "operator_writes: " + list_line(cut.plant_operator_writes) + "\n";
    if (base.tree.find("modes") != nullptr) text += "modes: ~\n";  // they set parameters of nodes on the board
    return text;
}

std::string board_set_text(const Scenario& scenario, const NodeSet& base, const SetCut& cut, const std::string& board,
                           const std::string& line) {
    std::string over = "clock: {mode: lockstep, driver: " + std::string{kLinkNode} + ", step: " + std::to_string(scenario.step.count()) +
                       "ns}\nboard: " + board + "\noperator_writes: " + list_line(cut.board_operator_writes) + "\nnodes:\n";
    for (const NodeEntry& node : base.nodes)
        if (!cut.is_on_board(node.name)) over += "  " + quoted(node.name) + ": ~\n";
    for (const YamlMember& member : scenario.nodes.members)
        if (cut.is_on_board(member.key)) over += "  " + quoted(member.key) + ": " + yaml_line(member.value) + "\n";
    const std::string mirrors = words(cut.mirrors, false);
    over += "  " + std::string{kLinkNode} + ":\n    type: board_link_node\n    params:\n" + param("line", line) +
            param("receives", words(cut.sends, false)) + param("sends", words(cut.receives, false)) +
            param("mirrors", mirrors + (mirrors.empty() ? "" : " ") + std::string{kSupervisorStatusSlot});
    YamlValue tree = base.tree;
    constexpr const char* kNotTheBoards[] = {"profiles", "clock", "board", "backend", "watchdog", "safety", "faults", "operator_writes"};
    std::erase_if(tree.members, [&](const YamlMember& member) {
        return std::find(std::begin(kNotTheBoards), std::end(kNotTheBoards), member.key) != std::end(kNotTheBoards);
    });
    forget_conditions(tree);
    Findings findings;
    merge_onto(tree, parse_yaml(over, "board_set.yaml", findings));
    findings.throw_errors();
    std::string text = "# The board's part of the scenario " + scenario.name + ", made by seqboard hil run.\n";
    for (const YamlMember& member : tree.members) text += member.key + ": " + yaml_line(member.value) + "\n";
    return text;
}

}  // namespace seqboard::hil
