#include <algorithm>

#include "core/expression/expression.hpp"
#include "core/launch/condition_slots.hpp"
#include "core/launch/launch_check.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

void check_condition(const ModeRule& mode, const Wiring& wiring, Findings& findings) {
    const std::string where = "modes: " + mode.name.value + ": ";
    if (mode.when.value.empty()) return;
    BoardValues values{condition_slots(wiring)};
    try {
        static_cast<void>(Expression::parse_condition(mode.when.value, values));
    } catch (const StartError& error) {
        findings.error(mode.when.place, where + "when: " + error.what());
    }
}

void check_setting(const ModeRule::Setting& setting, const std::string& where, const NodeSet& set, const NodeCatalog& catalog,
                   Findings& findings) {
    const std::string name = where + "set: '" + setting.target.value + "'";
    const NodeEntry* const node = set.find(setting.node());
    if (node == nullptr || setting.target.value.find('.') == std::string::npos)
        return findings.error(setting.target.place,
                              name + ": expected NODE.PARAMETER, and a node of this set" + suggestion(setting.node(), set.names()));
    const NodeTypeInfo* const type = catalog.find(*node);
    if (type == nullptr) return;
    std::vector<std::string> live;
    for (const Parameter& parameter : type->params)
        if (parameter.live) live.push_back(parameter.name);
    const auto found =
        std::find_if(type->params.begin(), type->params.end(), [&](const Parameter& p) { return p.name == setting.param(); });
    if (found == type->params.end() || !found->live)
        return findings.error(
            setting.target.place,
            name + ": '" + setting.node() + "' has no such parameter that may change while it runs" + suggestion(setting.param(), live));
    ParamValue value = found->value;
    if (!parse_param(found->name, setting.value.value, value))
        return findings.error(setting.value.place, name + ": '" + setting.value.value + "'; expected " + expected_form(found->name, value));
    if (const std::string fault = limit_fault(*found, value); !fault.empty())
        findings.error(setting.value.place, name + ": " + setting.value.value + "; it " + fault);
}

}  // namespace

void check_modes(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, Findings& findings) {
    std::vector<std::string> names;
    for (const ModeRule& mode : set.modes) {
        names.push_back(mode.name.value);
        check_condition(mode, wiring, findings);
        for (const ModeRule::Setting& setting : mode.settings)
            check_setting(setting, "modes: " + mode.name.value + ": ", set, catalog, findings);
    }
    for (const NodeEntry& node : set.nodes) {
        const GiveUpRule& rule = node.on_give_up.value;
        if (rule.kind == GiveUpRule::Kind::kMode && std::find(names.begin(), names.end(), rule.mode) == names.end())
            findings.error(node.on_give_up.place,
                           node.name + ": restart: on_give_up: there is no mode '" + rule.mode + "'" + suggestion(rule.mode, names));
    }
}

}  // namespace seqboard
