#include "core/hil/set_overlay.hpp"

#include "core/hil/linked_sets.hpp"
#include "core/hil/yaml_line.hpp"

namespace seqboard::hil {

namespace {

std::string param_of(const NodeSet& base, const std::string& type, const std::string& name) {
    for (const NodeEntry& node : base.nodes)
        if (node.type.value == type)
            for (const NamedText& param : node.params)
                if (param.name == name) return param.text;
    return "";
}

}  // namespace

std::string overlay_text(const Scenario& scenario, const NodeSet& base, const OverlayOptions& options) {
    const SetCut* const cut = options.cut;
    std::string text = "# The scenario " + scenario.name + ", made by seqboard hil run.\nversion: 1\ninclude: [" +
                       (cut != nullptr ? quoted(options.run_folder + "/" + kLinkFile) + ", " : "") + quoted(scenario.launch) + "]\n";
    if (base.clock.lockstep) {
        text += std::string{"faults: allowed\nclock: {"} + (options.in_real_time ? "mode: real" : "speed_ratio: 0");
        if (scenario.step != base.clock.step) text += ", step: " + std::to_string(scenario.step.count()) + "ns";
        text += "}\n";
    }
    if (cut != nullptr) text += plant_overlay_text(base, *cut);
    text += "nodes:\n";
    for (const NodeEntry& node : base.nodes) {
        const bool elsewhere = cut != nullptr && cut->is_on_board(node.name);
        if (elsewhere || (node.ends_run && scenario.nodes.find(node.name) == nullptr)) text += "  " + node.name + ": ~\n";
    }
    for (const YamlMember& member : scenario.nodes.members)
        if (cut == nullptr || !cut->is_on_board(member.key)) text += "  " + quoted(member.key) + ": " + yaml_line(member.value) + "\n";
    text += std::string{"  "} + kScenarioNode + ":\n    type: scenario_node\n    ends_run: true\n";
    if (scenario.step != std::chrono::milliseconds{10}) text += "    period: " + std::to_string(scenario.step.count()) + "ns\n";
    text += "    params:\n";
    const auto param = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) text += "      " + name + ": " + quoted(value) + "\n";
    };
    param("scenario", scenario.file);
    param("run", options.run_folder);
    param("seed", std::to_string(options.seed));
    param("idle", options.idle ? "true" : "");
    param("plant", base.clock.driver.value);
    param("room", param_of(base, "sim_node", "room"));
    param("phrases", param_of(base, "voice_node", "phrases"));
    return text;
}

}  // namespace seqboard::hil
