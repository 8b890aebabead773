#include "core/schema/field_from_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace seqboard {

namespace {

template <class Number>
std::string put_number(std::string_view text, const char* expected, std::byte* place) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return expected;
    std::memcpy(place, &value, sizeof value);
    return {};
}

template <class Number>
std::string put_integer(std::string_view text, std::byte* place) {
    const std::string expected = "a whole number from " + std::to_string(std::numeric_limits<Number>::min()) + " to " +
                                 std::to_string(std::numeric_limits<Number>::max());
    return put_number<Number>(text, expected.c_str(), place);
}

std::string put_scalar(ScalarKind kind, std::string_view text, std::byte* place) {
    switch (kind) {
        case ScalarKind::kBool:
            if (text != "true" && text != "false") return "true or false";
            *place = std::byte{text == "true"};
            return {};
        case ScalarKind::kChar:
            if (text.size() != 1) return "one character";
            *place = static_cast<std::byte>(text[0]);
            return {};
        case ScalarKind::kInt8: return put_integer<std::int8_t>(text, place);
        case ScalarKind::kInt16: return put_integer<std::int16_t>(text, place);
        case ScalarKind::kInt32: return put_integer<std::int32_t>(text, place);
        case ScalarKind::kInt64: return put_integer<std::int64_t>(text, place);
        case ScalarKind::kUint8: return put_integer<std::uint8_t>(text, place);
        case ScalarKind::kUint16: return put_integer<std::uint16_t>(text, place);
        case ScalarKind::kUint32: return put_integer<std::uint32_t>(text, place);
        case ScalarKind::kUint64: return put_integer<std::uint64_t>(text, place);
        case ScalarKind::kFloat32: return put_number<float>(text, "a number, such as 0.25", place);
        case ScalarKind::kFloat64: return put_number<double>(text, "a number, such as 0.25", place);
    }
    return "another type";
}

bool same_name(std::string_view name, std::string_view text) {
    const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
    return std::equal(name.begin(), name.end(), text.begin(), text.end(), [&](char a, char b) { return upper(a) == upper(b); });
}

/// By name, in small letters or large ones, or by a number that has one.
std::string put_enum(const SchemaField& field, std::string_view text, std::byte* place) {
    std::string names;
    for (const EnumName& known : field.enum_names) {
        if (same_name(known.name, text) || std::to_string(known.value) == text)
            return put_scalar(*field.scalar, std::to_string(known.value), place);
        names += (names.empty() ? "" : ", ") + known.name;
    }
    return "one of " + names;
}

std::string put_characters(const SchemaField& field, std::string_view text, std::byte* place) {
    if (text.size() >= field.count) return "at most " + std::to_string(field.count - 1) + " characters";
    std::memset(place, 0, field.count);
    std::memcpy(place, text.data(), text.size());
    return {};
}

}  // namespace

std::string put_field(const SchemaField& field, std::string_view text, std::span<std::byte> bytes) {
    if (!field.scalar) return "one of its fields: " + field.name + (field.is_array ? "[0]" : "") + ".FIELD=...";
    if (field.offset + std::size_t{field.count} * field.element_bytes > bytes.size())
        throw std::out_of_range{"field '" + field.name + "' ends after the sample"};
    std::byte* const place = bytes.data() + field.offset;
    if (field.is_array && field.scalar == ScalarKind::kChar) return put_characters(field, text, place);
    if (field.is_array) return "one of its " + std::to_string(field.count) + " elements: " + field.name + "[0]=...";
    return field.enum_names.empty() ? put_scalar(*field.scalar, text, place) : put_enum(field, text, place);
}

}  // namespace seqboard
