// From a folder with a scenario.yaml to a Scenario.
#pragma once

#include <string>

#include "core/hil/scenario.hpp"
#include "core/launch/yaml/findings.hpp"

namespace seqboard::hil {

/// `path` is the folder or its file. Everything that is wrong goes to `findings`, with its place; what stops the reading is thrown.
/// Expressions, slots and nodes are not looked at: compile() does that where they are known. A file `skip` or `xfail` beside it says why.
Scenario read_scenario(const std::string& path, Findings& findings);

}  // namespace seqboard::hil
