// Nodes of a node set's tree that are taken out, and what then becomes of those that refer to them.
#pragma once

#include <map>
#include <string>

#include "core/launch/yaml/findings.hpp"
#include "core/launch/yaml/yaml_value.hpp"

namespace seqboard {

/// Takes the nodes out; who named one of them (after, clock: driver, watchdog: nodes) names what stands behind it instead, or nothing
/// where that is empty.
void take_out_nodes(YamlValue& root, const std::map<std::string, std::string>& out);

/// `replace:` of a profile: {PATTERN: NODE}. Nodes whose name or type fits the pattern (* any text, ? one character) are taken out for
/// NODE; for nothing, where that is `~`. A pattern that fits nothing and a NODE that does not exist become findings.
void replace_nodes(YamlValue& root, const YamlValue& rules, Findings& findings);

}  // namespace seqboard
