// What differs between two YAML documents, key by key.
#pragma once

#include <string>
#include <vector>

#include "core/launch/yaml/yaml_value.hpp"

namespace seqboard {

/// "nodes.planner.params.cruise_speed_m_s: 0.2 -> 0.3", "nodes.camera: new", "nodes.sonar: gone"; in the order of `to`, what is gone
/// last. Lists are compared as a whole, the order of a map's keys is none.
std::vector<std::string> difference(const YamlValue& from, const YamlValue& to);

}  // namespace seqboard
