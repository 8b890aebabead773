// Does a scenario fit the node set it is tried on? Everything that can be known before a process starts.
#pragma once

#include "core/expression/board_values.hpp"
#include "core/hil/scenario.hpp"
#include "core/launch/checked_set.hpp"

namespace seqboard::hil {

/// Reports names that are not there, conditions that compare what cannot be compared, faults that their targets cannot have, parameters that
/// cannot change while their node runs.
void check_scenario(const Scenario& scenario, const CheckedSet& checked, Findings& findings);

/// The slots that the set will have, and supervisor.NODE for each of its nodes.
std::vector<BoardSlot> slots_of(const CheckedSet& checked);

}  // namespace seqboard::hil
