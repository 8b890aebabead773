#include "core/expression/expression.hpp"

#include <array>
#include <cmath>

namespace seqboard {

int Expression::taken(Op op) {
    switch (op) {
        case Op::kConstant:
        case Op::kLoad: return 0;
        case Op::kNegate:
        case Op::kNot:
        case Op::kAbs: return 1;
        default: return 2;
    }
}

/// Kleene's: what is missing does not matter where the other side decides.
std::optional<float> Expression::logic(Op op, std::optional<float> a, std::optional<float> b) noexcept {
    const float decides = op == Op::kAnd ? 0.0f : 1.0f;
    if ((a && *a == decides) || (b && *b == decides)) return decides;
    if (!a || !b) return std::nullopt;
    return 1.0f - decides;
}

float Expression::arithmetic(Op op, float a, float b) noexcept {
    switch (op) {
        case Op::kAdd: return a + b;
        case Op::kSubtract: return a - b;
        case Op::kMultiply: return a * b;
        case Op::kDivide: return a / b;
        case Op::kLess: return a < b ? 1.0f : 0.0f;
        case Op::kLessEqual: return a <= b ? 1.0f : 0.0f;
        case Op::kMore: return a > b ? 1.0f : 0.0f;
        case Op::kMoreEqual: return a >= b ? 1.0f : 0.0f;
        case Op::kEqual: return a == b ? 1.0f : 0.0f;
        case Op::kUnequal: return a != b ? 1.0f : 0.0f;
        case Op::kMin: return a < b ? a : b;
        case Op::kMax: return a > b ? a : b;
        case Op::kHypot: return std::sqrt(a * a + b * b);
        default: return 0;
    }
}

std::optional<float> Expression::evaluate(const ValueSource& values) const noexcept {
    std::array<std::optional<float>, kMostValues> stack;
    std::size_t size = 0;
    for (const Instruction& next : code_) {
        const int operands = taken(next.op);
        if (operands == 0) {
            stack[size++] = next.op == Op::kConstant ? std::optional{next.constant} : values.load(next.handle);
            continue;
        }
        std::optional<float>& a = stack[size - static_cast<std::size_t>(operands)];
        if (operands == 1) {
            if (a) a = next.op == Op::kNegate ? -*a : next.op == Op::kNot ? 1.0f - *a : std::abs(*a);
            continue;
        }
        const std::optional<float> b = stack[--size];
        if (next.op == Op::kAnd || next.op == Op::kOr) a = logic(next.op, a, b);
        else if (a && b) a = arithmetic(next.op, *a, *b);
        else a.reset();
    }
    return stack[0];
}

std::vector<std::uint32_t> Expression::handles() const {
    std::vector<std::uint32_t> handles;
    for (const Instruction& next : code_)
        if (next.op == Op::kLoad) handles.push_back(next.handle);
    return handles;
}

}  // namespace seqboard
