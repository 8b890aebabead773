#include <algorithm>

#include "core/expression/expression.hpp"
#include "core/launch/condition_slots.hpp"
#include "core/launch/launch_check.hpp"

namespace seqboard {

namespace {

bool is_condition(const NodeTypeInfo& type, const std::string& name) {
    return std::any_of(type.params.begin(), type.params.end(), [&](const Parameter& p) { return p.name == name && p.condition; });
}

}  // namespace

void check_conditions(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, Findings& findings) {
    for (const NodeEntry& node : set.nodes) {
        const NodeTypeInfo* const type = catalog.find(node);
        if (type == nullptr) continue;
        for (const NamedText& given : node.params) {
            if (given.text.empty() || !is_condition(*type, given.name)) continue;
            BoardValues values{condition_slots(wiring)};
            try {
                static_cast<void>(Expression::parse_condition(given.text, values));
            } catch (const StartError& error) {
                findings.error(given.text_place, node.name + ": parameter '" + given.name + "': " + error.what());
            }
        }
    }
}

}  // namespace seqboard
