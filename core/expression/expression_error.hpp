// What is wrong with an expression, and where.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

#include "core/exit_code.hpp"

namespace seqboard {

/// Thrown by ValueSource for a name it does not have: one sentence that says what it has.
class UnknownName : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// what() is one sentence: "column 9: ...". Columns count from 1, in bytes.
class ExpressionError : public StartError {
public:
    ExpressionError(std::size_t column, const std::string& sentence)
        : StartError{ExitCode::kConfig, "column " + std::to_string(column) + ": " + sentence}, column_{column} {}
    std::size_t column() const noexcept { return column_; }

private:
    std::size_t column_;
};

}  // namespace seqboard
