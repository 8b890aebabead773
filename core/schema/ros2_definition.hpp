// A slot's schema as ROS 2 tools read it: in recordings and in live views, with nothing converted but these few lines of text.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/schema/schema.hpp"

namespace seqboard {

/// What stands before a slot's bytes where the encoding is called "cdr": representation CDR, little-endian, no options.
/// Source: OMG DDSI-RTPS 2.5, section 10, and https://mcap.dev/spec/registry ("cdr").
inline constexpr std::array<std::byte, 4> kCdrHeader = {std::byte{0}, std::byte{1}, std::byte{0}, std::byte{0}};

/// A message's definition in the encoding "ros2msg".
struct Ros2Definition {
    std::string name;  ///< "seqboard/msg/Range"
    std::string text;  ///< the fields, then each message inside after a line of 80 '=' and "MSG: seqboard/Name"
};

/// kCdrHeader and the slot's bytes, decoded by this text, give every field's value. Enum values become constants in front of
/// their field, which viewers show as names: "uint8 STATE_READY=1". What is no letter, digit or underscore in a name becomes an
/// underscore; a name that is then there twice gets a number. Texts stay arrays of char, which ROS 2 reads as uint8.
/// Throws SchemaError for a field that CDR would not find at its place: it aligns every number to its own size, counted from
/// the first byte after the header (DDS-XTypes 1.3, section 7.4.1), and SEQBOARD_MESSAGE accepts nothing else.
Ros2Definition ros2_definition(std::string_view message, const Schema& schema);

}  // namespace seqboard
