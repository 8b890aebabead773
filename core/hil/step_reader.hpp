// One step and one expectation out of a scenario's YAML.
#pragma once

#include <optional>

#include "core/hil/scenario.hpp"
#include "core/launch/yaml/yaml_reader.hpp"

namespace seqboard::hil {

/// Reports every key that the step's deed does not take, and those it lacks.
Step read_step(const YamlValue& value, YamlReader& reader);

/// Nothing if it has no rule.
std::optional<Expectation> read_expectation(const YamlValue& value, YamlReader& reader);

}  // namespace seqboard::hil
