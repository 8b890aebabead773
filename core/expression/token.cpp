#include "core/expression/token.hpp"

#include <array>

#include "core/expression/expression_error.hpp"
#include "core/expression/literal.hpp"

namespace seqboard {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::array<std::string_view, 17> kSigns = {"<=", ">=", "==", "!=", "&&", "||", "<", ">", "+",
                                                     "-",  "*",  "/",  "(",  ")",  ",",  "=", "!"};

constexpr bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool continues_name(char c) { return begins_name(c) || is_digit(c); }

/// "plan.x_m[3]": words joined by dots, each with an index or without.
std::size_t name_length(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && continues_name(text[end])) ++end;
    while (end < text.size()) {
        if (text[end] == '.' && end + 1 < text.size() && continues_name(text[end + 1])) {
            ++end;
            while (end < text.size() && continues_name(text[end])) ++end;
            continue;
        }
        if (text[end] != '[') break;
        std::size_t close = end + 1;
        while (close < text.size() && is_digit(text[close])) ++close;
        if (close == end + 1 || close == text.size() || text[close] != ']') break;
        end = close + 1;
    }
    return end;
}

[[noreturn]] void refuse(std::size_t column, std::string_view text) {
    const std::string_view instead = text.starts_with("&&")   ? "'&&' is written 'and'"
                                     : text.starts_with("||") ? "'||' is written 'or'"
                                     : text.starts_with("!")  ? "'!' is written 'not'"
                                     : text.starts_with("=")  ? "'=' compares nothing; write '=='"
                                     : text.starts_with("[")  ? "an index is a whole number, such as x_m[3]"
                                                              : "";
    if (!instead.empty()) throw ExpressionError{column, std::string{instead}};
    const auto c = static_cast<unsigned char>(text[0]);
    throw ExpressionError{column,
                          (c > 32 && c < 127 ? "'" + std::string{text.substr(0, 1)} + "'" : "this character") +
                              " means nothing here; expected a name, a number, a comparison, + - * /, and, or, not, or parentheses"};
}

Token number_token(std::string_view text, std::size_t column) {
    const auto literal = read_literal(text);
    if (!literal) throw ExpressionError{column, "this number is none that fits a float"};
    if (!literal->unknown_unit.empty())
        throw ExpressionError{column + literal->length, "'" + std::string{literal->unknown_unit} + "' is no unit; known: " + known_units()};
    return {Token::Kind::kNumber, text.substr(0, literal->length), literal->value, literal->unit, column};
}

Token sign_token(std::string_view text, std::size_t column) {
    for (const std::string_view sign : kSigns)
        if (text.starts_with(sign)) {
            if (sign == "&&" || sign == "||" || sign == "=" || sign == "!") refuse(column, text);
            return {Token::Kind::kSign, text.substr(0, sign.size()), 0, {}, column};
        }
    refuse(column, text);
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = text.find_first_not_of(kBlanks); at < text.size(); at = text.find_first_not_of(kBlanks, at)) {
        const std::string_view rest = text.substr(at);
        const bool fraction = rest[0] == '.' && rest.size() > 1 && is_digit(rest[1]);
        if (is_digit(rest[0]) || fraction) tokens.push_back(number_token(rest, at + 1));
        else if (begins_name(rest[0])) tokens.push_back({Token::Kind::kName, rest.substr(0, name_length(rest)), 0, {}, at + 1});
        else tokens.push_back(sign_token(rest, at + 1));
        at += tokens.back().text.size();
    }
    tokens.push_back({Token::Kind::kEnd, {}, 0, {}, text.size() + 1});
    return tokens;
}

std::string text_of(const Token& token) { return token.kind == Token::Kind::kEnd ? "the end" : "'" + std::string{token.text} + "'"; }

}  // namespace seqboard
