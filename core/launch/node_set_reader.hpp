// From a YAML file to a NodeSet.
#pragma once

#include <string>
#include <vector>

#include "core/launch/node_set.hpp"
#include "core/launch/yaml/findings.hpp"

namespace seqboard {

/// What the command line adds to the file.
struct NodeSetRequest {
    std::string file;
    std::vector<std::string> profiles{};  ///< laid over the file, in this order
    std::vector<std::string> sets{};      ///< NAME=VALUE for the variables
    BoardPlace place{};                   ///< what is given here wins over the file's board and backend
    bool backend_given = false;
    std::string board_programs{};  ///< folder: all nodes but those that simulate are started from there, see set_board_programs()
    bool allow_actuators = false;  ///< real ones, in a set whose plant is simulated elsewhere
};

/// Reads, merges, fills in variables. Everything that is wrong goes to `findings`; what stops the reading is thrown.
NodeSet read_node_set(const NodeSetRequest& request, Findings& findings);

}  // namespace seqboard
