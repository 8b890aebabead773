// A node set's tree under a name: `include: [{file: F, as: NAME}]`.
#pragma once

#include <string>

#include "core/launch/yaml/yaml_value.hpp"

namespace seqboard {

/// Puts "NAME." before the names of the tree's nodes, variables and slots, also in its profiles, and before every reference to them
/// within the tree. ${names} that the tree does not define mean what they mean outside.
void prefix_names(YamlValue& root, const std::string& name);

}  // namespace seqboard
