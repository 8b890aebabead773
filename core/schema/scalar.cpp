#include "core/schema/scalar.hpp"

#include <array>
#include <cstring>

namespace seqboard {

namespace {

struct Known {
    std::string_view name;
    std::size_t bytes;
};
constexpr std::array kKnown = {Known{"bool", 1},   Known{"char", 1},   Known{"int8", 1},    Known{"int16", 2},
                               Known{"int32", 4},  Known{"int64", 8},  Known{"uint8", 1},   Known{"uint16", 2},
                               Known{"uint32", 4}, Known{"uint64", 8}, Known{"float32", 4}, Known{"float64", 8}};

template <class T>
T read(const std::byte* from) {
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

}  // namespace

std::optional<ScalarKind> scalar_kind(std::string_view name) {
    for (std::size_t i = 0; i < kKnown.size(); ++i)
        if (kKnown[i].name == name) return static_cast<ScalarKind>(i);
    return std::nullopt;
}

std::size_t scalar_bytes(ScalarKind kind) { return kKnown[static_cast<std::size_t>(kind)].bytes; }

ScalarValue read_scalar(ScalarKind kind, const std::byte* from) {
    switch (kind) {
        case ScalarKind::kBool: return read<std::uint8_t>(from) != 0;
        case ScalarKind::kChar: return read<char>(from);
        case ScalarKind::kInt8: return std::int64_t{read<std::int8_t>(from)};
        case ScalarKind::kInt16: return std::int64_t{read<std::int16_t>(from)};
        case ScalarKind::kInt32: return std::int64_t{read<std::int32_t>(from)};
        case ScalarKind::kInt64: return read<std::int64_t>(from);
        case ScalarKind::kUint8: return std::uint64_t{read<std::uint8_t>(from)};
        case ScalarKind::kUint16: return std::uint64_t{read<std::uint16_t>(from)};
        case ScalarKind::kUint32: return std::uint64_t{read<std::uint32_t>(from)};
        case ScalarKind::kUint64: return read<std::uint64_t>(from);
        case ScalarKind::kFloat32: return read<float>(from);
        case ScalarKind::kFloat64: return read<double>(from);
    }
    return std::uint64_t{0};
}

}  // namespace seqboard
