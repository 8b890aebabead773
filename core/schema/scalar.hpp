// The numbers that messages are made of, as a tool meets them: a kind named in a schema and some bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace seqboard {

enum class ScalarKind : std::uint8_t { kBool, kChar, kInt8, kInt16, kInt32, kInt64, kUint8, kUint16, kUint32, kUint64, kFloat32, kFloat64 };

using ScalarValue = std::variant<bool, char, std::int64_t, std::uint64_t, float, double>;

/// "float32" -> kFloat32; nothing for a name that is no number.
std::optional<ScalarKind> scalar_kind(std::string_view name);
std::size_t scalar_bytes(ScalarKind kind);

/// Reads scalar_bytes(kind) bytes, whatever they are; the address need not be aligned.
ScalarValue read_scalar(ScalarKind kind, const std::byte* from);

}  // namespace seqboard
