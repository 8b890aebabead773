#include "core/schema/sample_text.hpp"

#include <algorithm>

#include "core/schema/element_text.hpp"

namespace seqboard {

namespace {

std::string element_text(const SchemaField& field, const ScalarValue& value) {
    if (const std::string_view name = enum_name(field, value); !name.empty()) return std::string{name};
    if (const auto* const flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* const number = std::get_if<float>(&value)) return shortest(*number);
    if (const auto* const number = std::get_if<double>(&value)) return shortest(*number);
    if (const auto* const number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* const number = std::get_if<std::uint64_t>(&value)) return std::to_string(*number);
    return in_quotes(std::string(1, std::get<char>(value)));
}

std::string array_text(const SchemaField& field, std::span<const std::byte> bytes) {
    std::string text = "[";
    const std::uint32_t shown = std::min(field.count, kTextArrayLimit);
    for (std::uint32_t k = 0; k < shown; ++k) text += (k == 0 ? "" : ", ") + element_text(field, element(field, bytes, k));
    if (shown < field.count) text += ", ... " + std::to_string(field.count - shown) + " more";
    return text + "]";
}

std::string number_text(const SchemaField& field, std::span<const std::byte> bytes) {
    if (field.scalar == ScalarKind::kChar && field.is_array) return in_quotes(characters(field, bytes));
    const std::string text = field.is_array ? array_text(field, bytes) : element_text(field, element(field, bytes, 0));
    return field.unit.empty() || field.unit == "1" ? text : text + " " + field.unit;
}

void add_lines(std::string& text, const SchemaField& field, std::span<const std::byte> bytes, std::size_t indent);

void add_message(std::string& text, const std::vector<SchemaField>& fields, std::span<const std::byte> bytes, std::size_t indent) {
    for (const SchemaField& field : fields)
        if (!field.name.starts_with("reserved")) add_lines(text, field, bytes, indent);
}

void add_lines(std::string& text, const SchemaField& field, std::span<const std::byte> bytes, std::size_t indent) {
    const std::string start = std::string(indent, ' ') + field.name;
    if (field.scalar) {
        text += start + ": " + number_text(field, bytes) + "\n";
        return;
    }
    const std::uint32_t shown = std::min(field.count, kTextArrayLimit);
    for (std::uint32_t k = 0; k < shown; ++k) {
        text += start + (field.is_array ? "[" + std::to_string(k) + "]:\n" : ":\n");
        add_message(text, field.shifted(k * field.element_bytes).fields, bytes, indent + 2);
    }
    if (shown < field.count) text += start + ": ... " + std::to_string(field.count - shown) + " more\n";
}

}  // namespace

std::string sample_text(const Schema& schema, std::span<const std::byte> bytes) {
    std::string text;
    add_message(text, schema.fields, bytes, 0);
    return text;
}

std::string field_text(const SchemaField& field, std::span<const std::byte> bytes) {
    if (field.scalar) return number_text(field, bytes);
    std::string text;
    if (field.is_array) add_lines(text, field, bytes, 0);
    else add_message(text, field.fields, bytes, 0);
    if (!text.empty()) text.pop_back();  // the last line feed
    return text;
}

}  // namespace seqboard
