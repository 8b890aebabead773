#include "core/schema/sample_json.hpp"

#include <cmath>

#include "core/schema/element_text.hpp"

namespace seqboard {

namespace {

template <class Number>
std::string number_json(Number number) {
    if (std::isnan(number)) return "\"NaN\"";
    if (std::isinf(number)) return number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    return shortest(number);
}

std::string element_json(const SchemaField& field, const ScalarValue& value) {
    if (const std::string_view name = enum_name(field, value); !name.empty()) return in_quotes(name);
    if (const auto* const flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* const number = std::get_if<float>(&value)) return number_json(*number);
    if (const auto* const number = std::get_if<double>(&value)) return number_json(*number);
    if (const auto* const number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* const number = std::get_if<std::uint64_t>(&value)) return std::to_string(*number);
    return in_quotes(std::string(1, std::get<char>(value)));
}

std::string message_json(const std::vector<SchemaField>& fields, std::span<const std::byte> bytes) {
    std::string json = "{";
    for (const SchemaField& field : fields) json += (json.size() > 1 ? ", " : "") + in_quotes(field.name) + ": " + field_json(field, bytes);
    return json + "}";
}

}  // namespace

std::string sample_json(const Schema& schema, std::span<const std::byte> bytes) { return message_json(schema.fields, bytes); }

std::string field_json(const SchemaField& field, std::span<const std::byte> bytes) {
    if (field.scalar == ScalarKind::kChar && field.is_array) return in_quotes(characters(field, bytes));
    const auto one = [&](std::uint32_t k) {
        return field.scalar ? element_json(field, element(field, bytes, k))
                            : message_json(field.shifted(k * field.element_bytes).fields, bytes);
    };
    if (!field.is_array) return one(0);
    std::string json = "[";
    for (std::uint32_t k = 0; k < field.count; ++k) json += (k == 0 ? "" : ", ") + one(k);
    return json + "]";
}

}  // namespace seqboard
