// A node's command line: everything the node set says, as the flags a node understands (core/node/node_args.hpp).
#pragma once

#include <string>
#include <vector>

#include "core/launch/wiring.hpp"
#include "core/node/node_args.hpp"

namespace seqboard {

/// The participants of a lock-step run with their levels; empty in real time.
std::vector<Participant> lockstep_participants(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring);

/// The flags, without the program.
std::vector<std::string> node_flags(const NodeSet& set, const NodeEntry& node, const Wiring& wiring,
                                    const std::vector<Participant>& participants);

}  // namespace seqboard
