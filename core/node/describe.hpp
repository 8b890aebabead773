// A node's ports and parameters as JSON, for `--describe`, for the launcher's static check, and for people.
#pragma once

#include <string>

#include "core/node/node_type.hpp"

namespace seqboard {

/// Declares the type's Io and nothing else: no hardware is touched, no segment made.
std::string describe(const NodeType& type, const NodeArgs& args = {});

}  // namespace seqboard
