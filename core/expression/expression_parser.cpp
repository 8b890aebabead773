// Reads an expression by recursive descent, checks kinds and units, and writes the stack machine's code.
#include <algorithm>

#include "core/expression/expression.hpp"
#include "core/expression/token.hpp"
#include "core/names.hpp"

namespace seqboard {

class ExpressionParser {
public:
    using Op = Expression::Op;

    ExpressionParser(std::string_view text, ValueSource& values) : tokens_{tokenize(text)}, values_{values} { result_.text_ = text; }

    Expression parse() {
        const Part whole = alternatives();
        require_value(whole);
        if (token().kind != Token::Kind::kEnd)
            fail(token(), "expected a comparison, + - * /, and, or, or the end; found " + text_of(token()));
        result_.kind_ = whole.kind;
        result_.unit_ = whole.unit;
        return std::move(result_);
    }

private:
    /// What a part of the expression gives.
    struct Part {
        ValueKind kind = ValueKind::kNumber;
        std::string unit{};
        std::vector<EnumName> values{};
        Token first;
        std::string unknown{};  ///< it is a word that the source does not have: an enum's value, or this sentence
        std::size_t at = 0;     ///< of its instruction then
    };

    static constexpr std::size_t kMostNested = 64;

    /// One level of the recursion.
    class Nesting {
    public:
        explicit Nesting(ExpressionParser& parser) : depth_{parser.depth_} {
            if (++depth_ > kMostNested) fail(parser.token(), "this is nested more than 64 deep; take it apart");
        }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;
        ~Nesting() { --depth_; }

    private:
        std::size_t& depth_;
    };

    [[noreturn]] static void fail(const Token& at, const std::string& sentence) { throw ExpressionError{at.column, sentence}; }

    const Token& token() const { return tokens_[next_]; }
    Token take() { return tokens_[next_++]; }
    bool accept(std::string_view word) {
        if (!token().is(word)) return false;
        ++next_;
        return true;
    }
    void expect(std::string_view word, const std::string& why) {
        if (!accept(word)) fail(token(), "expected '" + std::string{word} + "' " + why + "; found " + text_of(token()));
    }

    void emit(Op op, float constant = 0, std::uint32_t handle = 0) {
        size_ -= static_cast<std::size_t>(Expression::taken(op));
        if (++size_ > Expression::kMostValues) fail(token(), "more than 32 values wait for each other here; take it apart");
        result_.code_.push_back({op, constant, handle});
    }

    static void require_value(const Part& part) {
        if (!part.unknown.empty()) fail(part.first, part.unknown);
    }
    static void require_truth(const Part& part, std::string_view word) {
        require_value(part);
        if (part.kind == ValueKind::kTruth) return;
        fail(part.first, "'" + std::string{word} + "' goes with conditions, and this is a number; compare it, such as " +
                             std::string{part.first.kind == Token::Kind::kName ? part.first.text : "it"} + " != 0");
    }
    static void require_number(const Part& part, std::string_view sign) {
        require_value(part);
        if (part.kind == ValueKind::kNumber) return;
        fail(part.first, "'" + std::string{sign} + "' goes with numbers, and this is a condition");
    }
    static void require_same_unit(const Part& a, const Part& b, const Token& sign) {
        if (a.unit.empty() || b.unit.empty() || a.unit == b.unit) return;
        fail(sign, text_of(sign) + " has " + a.unit + " on its left and " + b.unit + " on its right; both sides have to be of one unit");
    }

    Part alternatives() {
        const Nesting nesting{*this};
        Part part = conjunction();
        while (token().is("or")) part = join(part, take(), Op::kOr, &ExpressionParser::conjunction);
        return part;
    }

    Part conjunction() {
        Part part = negation();
        while (token().is("and")) part = join(part, take(), Op::kAnd, &ExpressionParser::negation);
        return part;
    }

    Part join(const Part& left, const Token& word, Op op, Part (ExpressionParser::*right_side)()) {
        require_truth(left, word.text);
        require_truth((this->*right_side)(), word.text);
        emit(op);
        return {.kind = ValueKind::kTruth, .first = left.first};
    }

    Part negation() {
        const Token first = token();
        if (!accept("not")) return comparison();
        const Nesting nesting{*this};
        require_truth(negation(), "not");
        emit(Op::kNot);
        return {.kind = ValueKind::kTruth, .first = first};
    }

    static std::optional<Op> comparing(const Token& token) {
        constexpr std::pair<std::string_view, Op> kKnown[] = {{"<", Op::kLess},       {"<=", Op::kLessEqual}, {">", Op::kMore},
                                                              {">=", Op::kMoreEqual}, {"==", Op::kEqual},     {"!=", Op::kUnequal}};
        for (const auto& [sign, op] : kKnown)
            if (token.is(sign)) return op;
        return std::nullopt;
    }

    Part comparison() {
        Part left = sum();
        const Token sign = token();
        const auto op = comparing(sign);
        if (!op) return left;
        ++next_;
        Part right = sum();
        const bool equality = *op == Op::kEqual || *op == Op::kUnequal;
        if (equality) {
            name_enum_value(left, right);
            name_enum_value(right, left);
        }
        require_value(left);
        require_value(right);
        if (!equality || left.kind != right.kind) {
            require_number(left, sign.text);
            require_number(right, sign.text);
        }
        require_same_unit(left, right, sign);
        emit(*op);
        if (comparing(token())) fail(token(), "comparisons do not chain; write 'a < b and b < c'");
        return {.kind = ValueKind::kTruth, .first = left.first};
    }

    /// `word` is no name the source has: then it may be a value of the enum it is compared with.
    void name_enum_value(Part& word, const Part& other) {
        if (word.unknown.empty() || other.values.empty()) return;
        const auto found =
            std::find_if(other.values.begin(), other.values.end(), [&](const EnumName& v) { return v.name == word.first.text; });
        if (found == other.values.end()) {
            std::vector<std::string> names;
            for (const EnumName& value : other.values) names.push_back(value.name);
            fail(word.first,
                 text_of(other.first) + " is never '" + std::string{word.first.text} + "'" + suggestion(word.first.text, names));
        }
        result_.code_[word.at].constant = static_cast<float>(found->value);
        word.unknown.clear();
    }

    Part sum() {
        Part left = product();
        while (token().is("+") || token().is("-")) {
            const Token sign = take();
            const Part right = product();
            require_number(left, sign.text);
            require_number(right, sign.text);
            require_same_unit(left, right, sign);
            emit(sign.text == "+" ? Op::kAdd : Op::kSubtract);
            left = {.unit = left.unit.empty() ? right.unit : left.unit, .first = left.first};
        }
        return left;
    }

    Part product() {
        Part left = signed_value();
        while (token().is("*") || token().is("/")) {
            const Token sign = take();
            const Part right = signed_value();
            require_number(left, sign.text);
            require_number(right, sign.text);
            emit(sign.text == "*" ? Op::kMultiply : Op::kDivide);
            // Units are not multiplied: the product of two goes with every unit.
            const bool keeps = right.unit.empty(), gets = left.unit.empty() && sign.text == "*";
            left = {.unit = keeps ? left.unit : gets ? right.unit : "", .first = left.first};
        }
        return left;
    }

    Part signed_value() {
        const Token first = token();
        if (!accept("-")) return value();
        const Nesting nesting{*this};
        const Part part = signed_value();
        require_number(part, "-");
        emit(Op::kNegate);
        return {.unit = part.unit, .first = first};
    }

    Part value() {
        const Token first = token();
        if (first.kind == Token::Kind::kNumber) {
            ++next_;
            emit(Op::kConstant, first.number);
            return {.unit = std::string{first.unit}, .first = first};
        }
        if (accept("(")) {
            Part inside = alternatives();
            expect(")", "to close the parenthesis of column " + std::to_string(first.column));
            require_value(inside);
            inside.first = first;
            return inside;
        }
        if (first.kind != Token::Kind::kName || first.is("and") || first.is("or") || first.is("not"))
            fail(first, "expected a value: a name, a number, or a parenthesis; found " + text_of(first));
        ++next_;
        if (accept("(")) return function(first);
        if (first.is("true") || first.is("false")) {
            emit(Op::kConstant, first.is("true") ? 1.0f : 0.0f);
            return {.kind = ValueKind::kTruth, .first = first};
        }
        return named(first);
    }

    Part named(const Token& name) {
        try {
            return loaded(name, values_.find(name.text));
        } catch (const UnknownName& unknown) {
            emit(Op::kConstant);
            return {.first = name, .unknown = unknown.what(), .at = result_.code_.size() - 1};
        }
    }

    Part loaded(const Token& name, NamedValue value) {
        emit(Op::kLoad, 0, value.handle);
        return {.kind = value.kind, .unit = std::move(value.unit), .values = std::move(value.values), .first = name};
    }

    Part function(const Token& name) {
        if (name.is("abs")) {
            const Part part = argument(name);
            expect(")", "after abs' one value");
            emit(Op::kAbs);
            return {.unit = part.unit, .first = name};
        }
        if (name.is("min") || name.is("max") || name.is("hypot")) return of_two(name);
        return host_function(name);
    }

    Part argument(const Token& function) {
        Part part = sum();
        require_number(part, function.text);
        return part;
    }

    Part of_two(const Token& name) {
        const Part a = argument(name);
        const Token comma = token();
        expect(",", "and a second value for " + std::string{name.text});
        const Part b = argument(name);
        expect(")", "after the second value of " + std::string{name.text});
        require_same_unit(a, b, comma);
        emit(name.is("min") ? Op::kMin : name.is("max") ? Op::kMax : Op::kHypot);
        return {.unit = a.unit.empty() ? b.unit : a.unit, .first = name};
    }

    Part host_function(const Token& name) {
        std::vector<std::string> arguments;
        while (!accept(")")) {
            if (!arguments.empty()) expect(",", "or ')' after an argument");
            std::string sign = accept("-") ? "-" : "";
            if (token().kind != Token::Kind::kName && token().kind != Token::Kind::kNumber)
                fail(token(), "expected a name or a number for " + std::string{name.text} + "; found " + text_of(token()));
            arguments.push_back(sign + std::string{take().text});
        }
        try {
            return loaded(name, values_.call(name.text, arguments));
        } catch (const UnknownName& unknown) {
            fail(name, unknown.what());
        }
    }

    std::vector<Token> tokens_;
    ValueSource& values_;
    std::size_t next_ = 0;
    std::size_t depth_ = 0;
    std::size_t size_ = 0;  ///< of the stack when the code has run this far
    Expression result_;
};

Expression Expression::parse(std::string_view text, ValueSource& values) { return ExpressionParser{text, values}.parse(); }

Expression Expression::parse_condition(std::string_view text, ValueSource& values) {
    Expression expression = parse(text, values);
    if (expression.kind() != ValueKind::kTruth)
        throw ExpressionError{1, "this is a number; expected a condition, such as " + std::string{text.substr(0, 40)} + " > 0"};
    return expression;
}

}  // namespace seqboard
