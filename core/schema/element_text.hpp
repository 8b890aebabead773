// What text and JSON of a sample have in common: single elements.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/schema/schema.hpp"

namespace seqboard {

/// The shortest digits that give the same number back: "1.25"; "nan", "inf", "-inf".
std::string shortest(float number);
std::string shortest(double number);

/// The name of an enum's value, or empty.
std::string_view enum_name(const SchemaField& field, const ScalarValue& value);

/// Element k of a field of numbers. Throws std::out_of_range if the bytes end before it.
ScalarValue element(const SchemaField& field, std::span<const std::byte> bytes, std::uint32_t k);

/// A field of characters up to its first zero.
std::string characters(const SchemaField& field, std::span<const std::byte> bytes);

/// In double quotes; control characters, quotes and backslashes as JSON escapes, bytes above 127 as \u00XX.
std::string in_quotes(std::string_view text);

}  // namespace seqboard
