// Values as YAML on one line, for node sets that are made and not written.
#pragma once

#include <string>

#include "core/launch/yaml/yaml_value.hpp"

namespace seqboard::hil {

/// In double quotes, with what YAML and node sets would take for more escaped: a path with ${x} in it stays that path.
std::string quoted(const std::string& text);

/// As read back the same value. Texts keep their variables.
std::string yaml_line(const YamlValue& value);

}  // namespace seqboard::hil
