// The table of keys as Markdown: the reference in docs/node_sets.md.
#pragma once

#include <string>

namespace seqboard {

/// One table for the file, one for a node, and one for each map that a key's value may be.
std::string key_tables();

}  // namespace seqboard
