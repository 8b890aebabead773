// What a segment is refused for.
#pragma once

#include <optional>
#include <vector>

#include "core/segment/segment_error.hpp"
#include "core/segment/slot_spec.hpp"
#include "tests/scratch/pattern.hpp"

namespace seqboard::testing {

inline std::vector<SlotSpec> front_slot() { return {slot_spec<Pattern>("front")}; }

/// Nothing: it went well.
template <class Action>
std::optional<SegmentFault> fault_of(const Action& action) {
    try {
        action();
    } catch (const SegmentError& error) {
        return error.fault();
    }
    return std::nullopt;
}

}  // namespace seqboard::testing
