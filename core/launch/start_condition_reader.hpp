// `after:` of a node.
#pragma once

#include "core/launch/start_condition.hpp"
#include "core/launch/yaml/yaml_reader.hpp"

namespace seqboard {

/// A name, a list of them, or a map from them to what must hold; "slot:", "file:" and "device:" before a name say that it is no
/// node. `where` begins the sentences.
std::vector<StartCondition> read_start_conditions(const YamlValue& value, const std::string& where, YamlReader& reader);

}  // namespace seqboard
