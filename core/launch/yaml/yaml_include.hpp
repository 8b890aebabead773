// A node set's file with everything it includes, as one tree.
#pragma once

#include <string>
#include <vector>

#include "core/launch/yaml/findings.hpp"
#include "core/launch/yaml/yaml_value.hpp"

namespace seqboard {

/// Reads the file and, before it, the files its `include:` names (relative to it, each with its own includes): maps are
/// merged deeply, the including file wins. The tree has no `include` any more. Throws StartError for a file that cannot be
/// read and for files that include each other in a circle. `files` gets the paths of all that were read, this one first.
YamlValue read_with_includes(const std::string& path, Findings& findings, std::vector<std::string>& files);

}  // namespace seqboard
