#include "core/schema/element_text.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <stdexcept>

namespace seqboard {

namespace {

template <class Number>
std::string to_text(Number number) {
    std::array<char, 32> digits{};
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), result.ptr};
}

}  // namespace

std::string shortest(float number) { return to_text(number); }
std::string shortest(double number) { return to_text(number); }

std::string_view enum_name(const SchemaField& field, const ScalarValue& value) {
    if (field.enum_names.empty()) return {};
    const auto* const positive = std::get_if<std::uint64_t>(&value);
    const auto* const number = std::get_if<std::int64_t>(&value);
    if (positive == nullptr && (number == nullptr || *number < 0)) return {};
    const std::uint64_t wanted = positive != nullptr ? *positive : static_cast<std::uint64_t>(*number);
    for (const EnumName& known : field.enum_names)
        if (known.value == wanted) return known.name;
    return {};
}

ScalarValue element(const SchemaField& field, std::span<const std::byte> bytes, std::uint32_t k) {
    const std::size_t at = field.offset + std::size_t{k} * field.element_bytes;
    if (at + field.element_bytes > bytes.size()) throw std::out_of_range{"field '" + field.name + "' ends after the sample"};
    return read_scalar(*field.scalar, bytes.data() + at);
}

std::string characters(const SchemaField& field, std::span<const std::byte> bytes) {
    std::string text;
    for (std::uint32_t k = 0; k < field.count; ++k) {
        const char c = std::get<char>(element(field, bytes, k));
        if (c == '\0') break;
        text += c;
    }
    return text;
}

std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (c == '\n') {
            result += "\\n";
        } else if (code < 0x20 || code > 0x7e) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(code));
            result += escape.data();
        } else {
            result += c;
        }
    }
    return result + "\"";
}

}  // namespace seqboard
