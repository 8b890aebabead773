// A number with its unit, as a person writes it: 500ms, 0.05m, 10deg.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace seqboard {

struct Literal {
    float value = 0;        ///< in the SI unit
    std::string_view unit;  ///< as in schemas: "s", "m", "rad", "m/s"; empty: a bare number
    std::size_t length = 0;
    std::string_view unknown_unit;  ///< letters after the number that are no unit
};

/// The number that `text` begins with; nothing if it begins with none. It is finite.
std::optional<Literal> read_literal(std::string_view text);

/// "ns, us, ms, ...": for sentences.
std::string known_units();

}  // namespace seqboard
