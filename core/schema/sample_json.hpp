// A sample's bytes as JSON for programs.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/schema/schema.hpp"

namespace seqboard {

/// {"range_m": 1.25, "state": "READY"} on one line: all fields, enums by name (a value without name as number), character
/// arrays as strings up to their first zero, bytes above 127 as the Unicode character of that number. JSON has no word for
/// NaN and the infinities: they are the strings "NaN", "Infinity", "-Infinity". `bytes` holds schema.bytes or more.
std::string sample_json(const Schema& schema, std::span<const std::byte> bytes);
std::string field_json(const SchemaField& field, std::span<const std::byte> bytes);

}  // namespace seqboard
