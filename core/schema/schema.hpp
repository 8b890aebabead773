// A message's schema text taken apart: what lets a tool read a slot whose message it was not compiled with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exit_code.hpp"
#include "core/schema/scalar.hpp"

namespace seqboard {

struct EnumName {
    std::uint64_t value;
    std::string name;
};

struct SchemaField {
    std::string name;
    std::string type;                  ///< as written: "float32", "Pose"
    std::optional<ScalarKind> scalar;  ///< nothing: a message of its own, see fields
    std::uint32_t offset = 0;          ///< from the start of the outermost message, of the first element
    std::uint32_t element_bytes = 0;
    std::uint32_t count = 1;
    bool is_array = false;
    std::string unit;                  ///< "m/s", empty if it has none
    std::string note;                  ///< the comment line above it, without '#'
    std::vector<EnumName> enum_names;  ///< empty: a plain number
    std::vector<SchemaField> fields;   ///< of the message's first element, offsets likewise

    /// The field as it is `bytes` further on: element k of an array is shifted(k * element_bytes).
    SchemaField shifted(std::uint32_t bytes) const;
};

struct Schema {
    std::vector<SchemaField> fields;
    std::uint32_t bytes = 0;

    /// "pose.x_m", "x_m[3]", "poses[1].x_m"; nothing if there is no such field.
    std::optional<SchemaField> find(std::string_view path) const;
};

/// The schema text is not what schema_text() writes, or does not fit the message.
class SchemaError : public StartError {
public:
    explicit SchemaError(const std::string& sentence) : StartError{ExitCode::kBadSegment, sentence} {}
};

/// Reads any bytes: they come from shared memory. The fields cover exactly message_bytes, at most kMaxSchemaFields of them,
/// nested at most kMaxSchemaDepth deep; else SchemaError says in which line what is wrong.
Schema parse_schema(std::string_view text, std::uint32_t message_bytes);

inline constexpr std::size_t kMaxSchemaFields = 4096;
inline constexpr std::size_t kMaxSchemaDepth = 8;

}  // namespace seqboard
