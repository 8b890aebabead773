#include "core/record/sample_difference.hpp"

#include <cstring>

#include "core/schema/element_text.hpp"

namespace seqboard::record {

namespace {

std::string text_of(const SchemaField& field, std::span<const std::byte> bytes) {
    const ScalarValue value = element(field, bytes, 0);
    if (const std::string_view name = enum_name(field, value); !name.empty()) return std::string{name};
    if (const auto* const number = std::get_if<float>(&value)) return shortest(*number);
    if (const auto* const number = std::get_if<double>(&value)) return shortest(*number);
    if (const auto* const whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* const whole = std::get_if<std::uint64_t>(&value)) return std::to_string(*whole);
    if (const auto* const truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    return in_quotes(std::string(1, std::get<char>(value)));
}

std::optional<SampleDifference> search(const std::vector<SchemaField>& fields, const std::string& prefix, std::span<const std::byte> then,
                                       std::span<const std::byte> now) {
    for (const SchemaField& field : fields)
        for (std::uint32_t k = 0; k < field.count; ++k) {
            const SchemaField one = field.shifted(k * field.element_bytes);
            if (std::memcmp(then.data() + one.offset, now.data() + one.offset, one.element_bytes) == 0) continue;
            const std::string name = prefix + field.name + (field.is_array ? "[" + std::to_string(k) + "]" : "");
            if (field.scalar) return SampleDifference{name, text_of(one, then), text_of(one, now)};
            return search(one.fields, name + ".", then, now);
        }
    return std::nullopt;
}

}  // namespace

std::optional<SampleDifference> first_difference(const Schema& schema, std::span<const std::byte> then, std::span<const std::byte> now) {
    return search(schema.fields, "", then, now);
}

}  // namespace seqboard::record
