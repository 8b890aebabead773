// An expression over the slots of a board, read and computed at once.
#pragma once

#include <optional>
#include <string>

#include "core/expression/board_values.hpp"
#include "core/expression/expression.hpp"

namespace seqboard::testing {

/// Its value at the newest samples, looked at when it is `now`.
inline std::optional<float> value_of(const std::string& text, BoardValues& values, Time now) {
    const Expression expression = Expression::parse(text, values);
    values.look(now);
    return expression.evaluate(values);
}

/// What is wrong with it; empty: nothing.
inline std::string fault_of(const std::string& text, ValueSource& values) {
    try {
        Expression::parse(text, values);
    } catch (const ExpressionError& error) {
        return error.what();
    }
    return "";
}

}  // namespace seqboard::testing
