// All node types that come with seqboard, for programs that hold several.
#pragma once

#include <vector>

#include "core/node/node_type.hpp"

namespace seqboard {

std::vector<NodeType> stock_nodes();

}  // namespace seqboard
