// The table of keys as a JSON Schema: editors then complete and check node sets while they are written.
#pragma once

#include <string>

namespace seqboard {

/// JSON Schema, draft 2020-12, of a node set's file, on several lines.
std::string node_set_schema();

}  // namespace seqboard
