// --set NAME=VALUE: what the command line changes in a node set.
#pragma once

#include <string>

#include "core/launch/yaml/findings.hpp"
#include "core/launch/yaml/yaml_value.hpp"

namespace seqboard {

struct SetOption {
    std::string name;
    std::string value;
};

/// Throws StartError{kUsage} if the text has no NAME=.
SetOption parse_set_option(const std::string& text);

/// Gives a key of the tree the value: a variable, NODE.KEY (wheels.restart.max), NODE.PARAMETER (wheels.gain_ratio) or a key of the file
/// (clock.speed_ratio). A value that begins with a bracket is read as YAML, `~` takes the key out. False if the name is no variable and begins
/// with no node and no key of the file.
bool set_in_tree(YamlValue& root, const SetOption& option, Findings& findings);

}  // namespace seqboard
