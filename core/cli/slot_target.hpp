// A slot or one of its fields, as a person writes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/schema/schema.hpp"
#include "core/segment/slot_spec.hpp"

namespace seqboard::cli {

/// SLOT or SLOT.FIELD, where both may hold dots.
struct SlotTarget {
    std::string slot;
    std::string field;

    std::string text() const { return field.empty() ? slot : slot + "." + field; }
};

/// The longest slot name that fits; nothing if none does.
std::optional<SlotTarget> find_target(const std::vector<std::string>& slots, const std::string& text);

/// The target's field in the slot's schema. Throws StartError{kNoInput} with the nearest field there is.
SchemaField field_of(const SlotTarget& target, const SlotSpec& slot, const Schema& schema);

/// As field_of(), and it is one number. Throws StartError{kNoInput} that says how to name one.
SchemaField number_field_of(const SlotTarget& target, const SlotSpec& slot, const Schema& schema);

/// The paths of all single numbers of a schema: "x_m", "pose.x_m", "ranges_m[0]" of an array.
std::vector<std::string> number_paths(const Schema& schema);

}  // namespace seqboard::cli
