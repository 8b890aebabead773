// What the conditions of a node set's modes may speak of.
#pragma once

#include <vector>

#include "core/expression/board_values.hpp"
#include "core/launch/wiring.hpp"

namespace seqboard {

/// The layout of a slot that a node declares.
SlotSpec spec_of(const WiredOutput& output);

/// Every slot that a node of the set writes, every node's status, and what the supervisor says of each.
std::vector<BoardSlot> condition_slots(const Wiring& wiring);

}  // namespace seqboard
