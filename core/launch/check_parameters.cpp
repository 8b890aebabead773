#include <algorithm>

#include "core/launch/launch_check.hpp"
#include "core/names.hpp"
#include "core/schema/units.hpp"

namespace seqboard {

namespace {

const Parameter* find_parameter(const NodeTypeInfo& type, const std::string& name) {
    const auto found = std::find_if(type.params.begin(), type.params.end(), [&](const Parameter& p) { return p.name == name; });
    return found == type.params.end() ? nullptr : &*found;
}

std::string unit_behind(const Parameter& parameter) {
    const std::string_view unit = unit_of(parameter.name);
    if (std::holds_alternative<Duration>(parameter.value)) return " s";
    return unit.empty() || unit == "1" ? "" : " " + std::string{unit};
}

void check_value(const NodeEntry& node, const NamedText& given, const Parameter& parameter, Findings& findings) {
    if (findings.has_error_at(given.text_place)) return;
    ParamValue value = parameter.value;
    const std::string begin = node.name + ": parameter '" + given.name + "' is ";
    if (!parse_param(parameter.name, given.text, value))
        findings.error(given.text_place, begin + "'" + given.text + "'; expected " + expected_form(parameter.name, parameter.value));
    else if (const std::string fault = limit_fault(parameter, value); !fault.empty())
        findings.error(given.text_place, begin + text_of(value) + "; it " + fault + unit_behind(parameter));
}

void check_node(const NodeEntry& node, const NodeTypeInfo& type, Findings& findings) {
    std::vector<std::string> known;
    for (const Parameter& parameter : type.params) {
        known.push_back(parameter.name);
        const bool given =
            std::any_of(node.params.begin(), node.params.end(), [&](const NamedText& p) { return p.name == parameter.name; });
        if (parameter.required && !given)
            findings.error(node.place, node.name + ": parameter '" + parameter.name + "' is missing; expected " +
                                           expected_form(parameter.name, parameter.value) + " under params:");
    }
    for (const NamedText& given : node.params) {
        if (const Parameter* const parameter = find_parameter(type, given.name)) check_value(node, given, *parameter, findings);
        else
            findings.error(given.name_place,
                           node.name + ": " + type.type + " has no parameter '" + given.name + "'" + suggestion(given.name, known));
    }
}

}  // namespace

void check_parameters(const NodeSet& set, const NodeCatalog& catalog, Findings& findings) {
    for (const NodeEntry& node : set.nodes)
        if (const NodeTypeInfo* const type = catalog.find(node)) check_node(node, *type, findings);
}

}  // namespace seqboard
