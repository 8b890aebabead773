// A sample's bytes as text for people.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/schema/schema.hpp"

namespace seqboard {

/// Elements of an array that are written out; the rest is counted.
inline constexpr std::uint32_t kTextArrayLimit = 64;

/// One line per field: "range_m: 1.25 m", enums by name, character arrays in quotes up to their first zero, numbers in
/// brackets, messages indented below their name. Fields called `reserved` are left out. `bytes` holds schema.bytes or more.
std::string sample_text(const Schema& schema, std::span<const std::byte> bytes);

/// The value of one field: "1.25 m", or the lines of a message.
std::string field_text(const SchemaField& field, std::span<const std::byte> bytes);

}  // namespace seqboard
