#include "core/hil/set_overlay.hpp"

#include <algorithm>

namespace seqboard::hil {

namespace {

/// In double quotes; what YAML and node sets would take for more is escaped.
std::string quoted(const std::string& text, bool literally) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        if (c == '$' && literally) result += '$';
        result += c;
    }
    return result + "\"";
}

/// A value on one line; texts keep their variables.
std::string overlay_value(const YamlValue& value) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    switch (value.kind) {
        case YamlValue::Kind::kText: return quoted(value.text, false);
        case YamlValue::Kind::kList:
            for (const YamlValue& item : value.items) add(overlay_value(item));
            return "[" + text + "]";
        case YamlValue::Kind::kMap:
            for (const YamlMember& member : value.members) add(quoted(member.key, false) + ": " + overlay_value(member.value));
            return "{" + text + "}";
        default: return "~";
    }
}

std::string param_of(const NodeSet& base, const std::string& type, const std::string& name) {
    for (const NodeEntry& node : base.nodes)
        if (node.type.value == type)
            for (const NamedText& param : node.params)
                if (param.name == name) return param.text;
    return "";
}

}  // namespace

std::string overlay_text(const Scenario& scenario, const NodeSet& base, const OverlayOptions& options) {
    std::string text =
        "# The scenario " + scenario.name + ", made by seqboard hil run.\nversion: 1\ninclude: [" + quoted(scenario.launch, true) + "]\n";
    if (base.clock.lockstep) {
        text += "faults: allowed\nclock: {speed_ratio: 0";
        if (scenario.step != base.clock.step) text += ", step: " + std::to_string(scenario.step.count()) + "ns";
        text += "}\n";
    }
    text += "nodes:\n";
    for (const NodeEntry& node : base.nodes)
        if (node.ends_run && scenario.nodes.find(node.name) == nullptr) text += "  " + node.name + ": ~\n";
    for (const YamlMember& member : scenario.nodes.members)
        text += "  " + quoted(member.key, false) + ": " + overlay_value(member.value) + "\n";
    text += std::string{"  "} + kScenarioNode + ":\n    type: scenario_node\n    ends_run: true\n";
    if (scenario.step != std::chrono::milliseconds{10}) text += "    period: " + std::to_string(scenario.step.count()) + "ns\n";
    text += "    params:\n";
    const auto param = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) text += "      " + name + ": " + quoted(value, true) + "\n";
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
