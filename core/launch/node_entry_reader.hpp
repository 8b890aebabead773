// One entry under `nodes:`.
#pragma once

#include "core/launch/node_set.hpp"
#include "core/launch/yaml/yaml_reader.hpp"

namespace seqboard {

/// Reads what the entry says; whether its program, ports and parameters exist is for the check.
NodeEntry read_node_entry(const YamlMember& member, YamlReader& reader);

/// One name, or a list of them; `where` begins the sentence about what is neither.
std::vector<Placed<std::string>> read_names(const YamlValue& value, const std::string& where, YamlReader& reader);

}  // namespace seqboard
