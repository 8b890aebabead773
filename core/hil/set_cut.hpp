// A robot's node set cut in two: what runs on a board, and what stays with the simulated plant.
#pragma once

#include <string>
#include <vector>

#include "core/hil/scenario.hpp"
#include "core/launch/checked_set.hpp"

namespace seqboard::hil {

/// A slot that crosses the cut.
struct CutSlot {
    std::string name;
    std::string message;  ///< empty: the nodes on the plant's side tell
};

struct SetCut {
    std::vector<std::string> plant_nodes, board_nodes;
    std::vector<CutSlot> sends;     ///< plant to board
    std::vector<CutSlot> receives;  ///< board to plant, read by nodes there
    std::vector<CutSlot> mirrors;   ///< board to plant, for the scenario to look at
    std::vector<std::string> plant_operator_writes, board_operator_writes;

    bool is_on_board(const std::string& node) const;
};

/// Whoever drives the clock, comes after who does, or judges stays with the plant: these are the nodes that drive simulated devices. All
/// others go to the board. What the scenario asks of nodes there and cannot have is a finding: no signal, no parameter and no fault goes over
/// the link. `whole`: the set with the scenario's node.
SetCut cut_set(const CheckedSet& whole, const Scenario& scenario, Findings& findings);

/// The board's supervisor.status on the plant's side.
inline constexpr const char* kBoardStatusSlot = "board.supervisor.status";

}  // namespace seqboard::hil
