// The words of a node's entry that say what its end means.
#pragma once

#include "core/launch/criticality.hpp"
#include "core/launch/yaml/yaml_reader.hpp"

namespace seqboard {

/// `criticality: critical`, `degradable` or `optional`.
std::optional<Criticality> read_criticality(const YamlValue& value, const std::string& where, YamlReader& reader);

/// `on_give_up: safe_stop`, `log` or `mode:NAME`.
GiveUpRule read_give_up_rule(const YamlValue& value, const std::string& where, YamlReader& reader);

/// `on_supervisor_death: stop` or `stay`: true for the latter.
bool read_outlives_supervisor(const YamlValue& value, const std::string& where, YamlReader& reader);

}  // namespace seqboard
