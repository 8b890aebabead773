// The words of an expression.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace seqboard {

struct Token {
    enum class Kind { kNumber, kName, kSign, kEnd };
    Kind kind = Kind::kEnd;
    std::string_view text;  ///< as written; a name with its dots and indices: "plan.x_m[3]"
    float number = 0;
    std::string_view unit;
    std::size_t column = 1;

    bool is(std::string_view word) const { return kind != Kind::kNumber && text == word; }
};

/// The last token is a kEnd behind the text, which has to outlive them. Throws ExpressionError.
std::vector<Token> tokenize(std::string_view text);

/// "'range.age'", "the end": for sentences.
std::string text_of(const Token& token);

}  // namespace seqboard
