// `restart:` of a node.
#pragma once

#include "core/launch/restart_policy.hpp"
#include "core/launch/yaml/yaml_reader.hpp"

namespace seqboard {

/// `where` begins the sentences: "planner: restart".
RestartRule read_restart_rule(const YamlValue& value, const std::string& where, YamlReader& reader);

}  // namespace seqboard
