// A node set that has been read and checked.
#pragma once

#include "core/launch/enable_line.hpp"
#include "core/launch/launch_check.hpp"
#include "core/launch/node_set_reader.hpp"

namespace seqboard {

struct CheckedSet {
    NodeSet set;
    NodeCatalog catalog;
    Wiring wiring;
    Findings findings;  ///< empty of errors before anything may be started
};

/// Reads the file, asks the node programs in `program_folder`, checks. Throws StartError only where there is nothing to
/// go on with; everything else is in the findings. Starts no node. `lines`: as this program would open them.
CheckedSet check_file(const NodeSetRequest& request, const std::string& program_folder, const EnableLineDriver& lines = {});

}  // namespace seqboard
