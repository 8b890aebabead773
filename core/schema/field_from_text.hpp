// A field's value as a person types it, into a sample's bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/schema/schema.hpp"

namespace seqboard {

/// Takes what sample_text() prints, without unit and quotes: a number ("nan" and "inf" too), true or false, an enum's value by name (in
/// small letters too) or number, text for an array of characters (filled up with zeros). Returns what was expected if the text is nothing
/// of the kind or does not fit; nothing is written then. Empty: it is in its place. `bytes` holds the whole sample.
[[nodiscard]] std::string put_field(const SchemaField& field, std::string_view text, std::span<std::byte> bytes);

}  // namespace seqboard
