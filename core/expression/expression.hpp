// Conditions and numbers over slots, as launch files and scenarios write them: "range.age > 500ms or sonar.failed".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/value_source.hpp"

namespace seqboard {

/// Comparisons < <= > >= == !=; and, or, not; + - * /; parentheses; abs, min, max, hypot, true, false; numbers with or without a unit;
/// names that a ValueSource knows. Numbers are floats: whole numbers are exact up to 16,777,216. What is compared or added has one
/// unit; a bare number goes with any. Where a value is missing, the logic has three values (Kleene's): "a or b" is true when b is.
class Expression {
public:
    /// Its names are looked up here and nowhere else. Throws ExpressionError: one sentence with its column.
    static Expression parse(std::string_view text, ValueSource& values);

    /// As above, and it has to be true or false.
    static Expression parse_condition(std::string_view text, ValueSource& values);

    ValueKind kind() const noexcept { return kind_; }
    const std::string& text() const noexcept { return text_; }
    const std::string& unit() const noexcept { return unit_; }

    /// `values` is the one it was parsed with. Nothing if what is missing could change the result. A truth is 1 or 0; a number may be NaN,
    /// which is equal to nothing and neither less nor more. No allocation, exception, double or system call of its own; some 30
    /// instructions a word beside load().
    std::optional<float> evaluate(const ValueSource& values) const noexcept;

    /// True; false when it is not, or not known.
    bool holds(const ValueSource& values) const noexcept { return evaluate(values).value_or(0) != 0; }

    /// The handles of what it reads, each as often as it is named.
    std::vector<std::uint32_t> handles() const;

private:
    friend class ExpressionParser;

    enum class Op : std::uint8_t {
        kConstant,
        kLoad,
        kNegate,
        kNot,
        kAnd,
        kOr,
        kAdd,
        kSubtract,
        kMultiply,
        kDivide,
        kLess,
        kLessEqual,
        kMore,
        kMoreEqual,
        kEqual,
        kUnequal,
        kAbs,
        kMin,
        kMax,
        kHypot,
    };
    struct Instruction {
        Op op;
        float constant = 0;
        std::uint32_t handle = 0;
    };
    static constexpr std::size_t kMostValues = 32;  ///< that wait for an operator at the same time

    static int taken(Op op);
    static std::optional<float> logic(Op op, std::optional<float> a, std::optional<float> b) noexcept;
    static float arithmetic(Op op, float a, float b) noexcept;

    std::string text_;
    ValueKind kind_ = ValueKind::kNumber;
    std::string unit_;
    std::vector<Instruction> code_;  ///< in the order of a stack machine
};

}  // namespace seqboard
