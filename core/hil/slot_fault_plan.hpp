// From a scenario's step to the fault that nodes are asked for.
#pragma once

#include <string>
#include <vector>

#include "core/expression/board_values.hpp"
#include "core/hil/scenario.hpp"
#include "core/messages/slot_fault.hpp"

namespace seqboard::hil {

/// A kFault, kBurn or kExit step whose target is a slot, a slot's field, or a node. Its id and seed are the caller's. `why` says what is
/// wrong with it, what goes together and what does not; empty: it is sound.
SlotFault plan_slot_fault(const Step& step, const std::vector<BoardSlot>& slots, std::string& why);

}  // namespace seqboard::hil
