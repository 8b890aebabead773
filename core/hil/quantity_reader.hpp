// A number with or without a unit out of YAML: 0.05m, -10deg, 3.
#pragma once

#include <optional>

#include "core/expression/literal.hpp"
#include "core/launch/yaml/yaml_reader.hpp"

namespace seqboard::hil {

/// In SI units.
inline std::optional<float> read_quantity(const YamlValue& value, const std::string& where, YamlReader& reader) {
    const auto text = reader.text(value, where);
    if (!text) return std::nullopt;
    const bool negative = text->starts_with("-");
    const auto literal = read_literal(std::string_view{*text}.substr(negative ? 1 : 0));
    if (literal && literal->unknown_unit.empty() && literal->length + (negative ? 1 : 0) == text->size())
        return negative ? -literal->value : literal->value;
    reader.findings().error(value.place,
                            where + ": '" + *text + "'; expected a number with or without a unit, such as 6m; units: " + known_units());
    return std::nullopt;
}

}  // namespace seqboard::hil
