// Expression::parse: what it takes can be computed and read again; what it does not has a sentence with a column inside the text.
#include "core/expression/expression.hpp"

#include <string>

#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::testing::require;

namespace {

/// Any name is a value: which kind, which unit and whether it is there follow from its letters.
class AnyName final : public ValueSource {
public:
    NamedValue find(std::string_view name) override {
        const char last = name.back();
        if (last == 'q') throw UnknownName{"no value of this name"};
        NamedValue value{.handle = static_cast<std::uint32_t>(name.size())};
        if (last == 'd') value.kind = ValueKind::kTruth;
        if (last == 'm') value.unit = "m";
        if (last == 'e') value.values = {{0, "NONE"}, {7, "q"}};
        return value;
    }
    std::optional<float> load(std::uint32_t handle) const noexcept override {
        if (handle % 3 == 0) return std::nullopt;
        return static_cast<float>(handle % 2);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{reinterpret_cast<const char*>(data), size};
    AnyName values;
    try {
        const Expression expression = Expression::parse(text, values);
        require(expression.text() == text, "an expression keeps its text");
        const auto value = expression.evaluate(values);
        if (value && expression.kind() == ValueKind::kTruth) require(*value == 0 || *value == 1, "a condition is true or false");
        const auto again = Expression::parse("((" + text + "))", values).evaluate(values);
        require(value.has_value() == again.has_value() && (!value || *value == *again || *value != *value), "parentheses change nothing");
        if (expression.kind() == ValueKind::kTruth) {
            const auto inverse = Expression::parse("not (" + text + ")", values).evaluate(values);
            require(inverse.has_value() == value.has_value() && (!value || *inverse == 1 - *value), "not turns it round");
        }
    } catch (const ExpressionError& error) {
        require(error.column() >= 1 && error.column() <= size + 6, "the column is in the text");
        require(std::string{error.what()}.starts_with("column "), "the sentence says where");
    }
    return 0;
}
