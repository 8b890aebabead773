#include "core/cli/trigger.hpp"

#include <cmath>

#include "core/exit_code.hpp"
#include "core/expression/token.hpp"

namespace seqboard::cli {

Trigger::Trigger(Kind kind, const std::string& text, std::vector<BoardSlot> slots) : values_{std::move(slots)}, text_{text} {
    try {
        if (kind == Kind::kCondition) condition_ = Expression::parse_condition(text, values_);
        else cross(kind, text);
    } catch (const ExpressionError& error) {
        throw StartError{ExitCode::kUsage, "trigger '" + text_ + "': " + error.what()};
    }
    const std::string_view named = kind == Kind::kCondition ? std::string_view{text} : std::string_view{text}.substr(0, text.find('='));
    for (const Token& token : tokenize(named))
        if (token.kind == Token::Kind::kName) names_.emplace_back(token.text);
}

void Trigger::cross(Kind kind, const std::string& text) {
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos)
        throw StartError{ExitCode::kUsage, "trigger '" + text + "' has no level; write SLOT.FIELD=LEVEL, such as range.range_m=0.3m"};
    const std::string field = text.substr(0, sign), level = text.substr(sign + 1);
    text_ = field + (kind == Kind::kRises ? " >= " : " <= ") + level;  // columns in sentences are of this
    condition_ = Expression::parse_condition(text_, values_);
    field_ = Expression::parse(field, values_);
    text_ = field + (kind == Kind::kRises ? " rises to " : " falls to ") + level;
}

std::optional<bool> Trigger::holds(Time now) {
    values_.set_now(now);
    if (field_ && std::isnan(field_->evaluate(values_).value_or(NAN))) return std::nullopt;
    return condition_.holds(values_);
}

}  // namespace seqboard::cli
