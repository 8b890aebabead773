// The expression language: what it computes, and what it says about what it does not understand.
#include "core/expression/expression.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <map>

#include "core/names.hpp"

using namespace seqboard;

namespace {

/// Names with values of a test's own.
class Table final : public ValueSource {
public:
    void number(const std::string& name, std::optional<float> value, const std::string& unit = "") {
        add(name, value, ValueKind::kNumber, unit, {});
    }
    void truth(const std::string& name, std::optional<float> value) { add(name, value, ValueKind::kTruth, "", {}); }
    void choice(const std::string& name, float value) {
        add(name, value, ValueKind::kNumber, "", {{0, "NONE"}, {1, "CLIFF"}, {2, "SAFE_STOP"}});
    }

    NamedValue find(std::string_view name) override {
        const auto found = named_.find(std::string{name});
        if (found != named_.end()) return found->second;
        std::vector<std::string> names;
        for (const auto& [known, value] : named_) names.push_back(known);
        throw UnknownName{"no value '" + std::string{name} + "'" + suggestion(name, names)};
    }
    NamedValue call(std::string_view function, const std::vector<std::string>& arguments) override {
        if (function != "dist_to") return ValueSource::call(function, arguments);
        called_with = arguments;
        return find("distance_m");
    }
    std::optional<float> load(std::uint32_t handle) const noexcept override { return values_[handle]; }

    std::vector<std::string> called_with;

private:
    void add(const std::string& name, std::optional<float> value, ValueKind kind, const std::string& unit, std::vector<EnumName> names) {
        named_[name] = {static_cast<std::uint32_t>(values_.size()), kind, unit, std::move(names)};
        values_.push_back(value);
    }

    std::map<std::string, NamedValue> named_;
    std::vector<std::optional<float>> values_;
};

Table robot() {
    Table table;
    table.number("truth.x_m", 1.5f, "m");
    table.number("truth.speed_m_s", 0.2f, "m/s");
    table.number("range.range_m", std::numeric_limits<float>::quiet_NaN(), "m");
    table.number("range.age", 0.6f, "s");
    table.number("plan.x_m[3]", -2, "m");
    table.number("gone.x_m", std::nullopt, "m");
    table.number("wheels.count", 7);
    table.number("distance_m", 0.1f, "m");
    table.truth("sonar.failed", 0);
    table.truth("imu.ready", 1);
    table.choice("ground.kind", 1);
    return table;
}

std::optional<float> value_of(const std::string& text) {
    Table table = robot();
    return Expression::parse(text, table).evaluate(table);
}

std::string fault_of(const std::string& text) {
    Table table = robot();
    try {
        Expression::parse_condition(text, table);
    } catch (const ExpressionError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("numbers are computed in the order that people expect") {
    CHECK(value_of("1 + 2 * 3") == 7);
    CHECK(value_of("(1 + 2) * 3") == 9);
    CHECK(value_of("8 - 4 - 2") == 2);
    CHECK(value_of("8 / 4 / 2") == 1);
    CHECK(value_of("-2 * -3") == 6);
    CHECK(value_of("- - 2") == 2);
    CHECK(value_of("abs(-3) + min(1, 2) * max(3, 4)") == 7);
    CHECK(value_of("hypot(3, 4)") == 5);
    CHECK(value_of(".5 + 1e2") == 100.5f);
    CHECK(value_of("-(1 + 2)") == -3);
}

TEST_CASE("a number's unit brings it into SI units") {
    CHECK(value_of("500ms") == 0.5f);
    CHECK(value_of("5cm") == 0.05f);
    CHECK(value_of("0.3m/s") == 0.3f);
    CHECK(value_of("6m/s / 2") == 3);
    CHECK(value_of("2min") == 120);
    CHECK(value_of("50%") == 0.5f);
    CHECK(*value_of("180deg") == Approx(3.14159265f));
    CHECK(*value_of("90deg/s") == Approx(1.5707963f));
}

TEST_CASE("a comparison is true on its side of equality, and false on the other") {
    CHECK(value_of("1 < 2") == 1);
    CHECK(value_of("2 < 2") == 0);
    CHECK(value_of("2 <= 2") == 1);
    CHECK(value_of("3 <= 2") == 0);
    CHECK(value_of("3 > 2") == 1);
    CHECK(value_of("2 > 2") == 0);
    CHECK(value_of("2 >= 2") == 1);
    CHECK(value_of("1 >= 2") == 0);
    CHECK(value_of("2 == 2") == 1);
    CHECK(value_of("1 == 2") == 0);
    CHECK(value_of("1 != 2") == 1);
    CHECK(value_of("2 != 2") == 0);
    CHECK(value_of("min(2, 1)") == 1);
    CHECK(value_of("max(2, 1)") == 2);
}

TEST_CASE("names give the values of their source") {
    CHECK(value_of("truth.x_m > 1m") == 1);
    CHECK(value_of("plan.x_m[3] == -2") == 1);
    CHECK(value_of("abs(plan.x_m[3]) + truth.x_m") == 3.5f);
    CHECK(value_of("range.age > 500ms or sonar.failed") == 1);
    CHECK(value_of("not (range.age > 500ms) and imu.ready") == 0);
    CHECK(value_of("imu.ready == true") == 1);
    CHECK(value_of("imu.ready != sonar.failed") == 1);
}

TEST_CASE("an enum is compared with the names of its values, on either side") {
    CHECK(value_of("ground.kind == CLIFF") == 1);
    CHECK(value_of("SAFE_STOP != ground.kind") == 1);
    CHECK(value_of("ground.kind == 1") == 1);
}

TEST_CASE("a function of the host gets its arguments as they are written") {
    Table table = robot();
    const Expression near = Expression::parse_condition("dist_to(goal, -2.5m) < 0.2m", table);
    CHECK(table.called_with == std::vector<std::string>{"goal", "-2.5m"});
    CHECK(near.holds(table));
}

TEST_CASE("and binds more closely than or, and not more closely than both") {
    CHECK(value_of("true or false and false") == 1);
    CHECK(value_of("not false and false") == 0);
    CHECK(value_of("not 1 > 2") == 1);
}

TEST_CASE("what is missing decides nothing, unless nothing depends on it") {
    CHECK_FALSE(value_of("gone.x_m > 1").has_value());
    CHECK_FALSE(value_of("not gone.x_m > 1").has_value());
    CHECK_FALSE(value_of("gone.x_m + 1").has_value());
    CHECK(value_of("gone.x_m > 1 or imu.ready") == 1);
    CHECK(value_of("imu.ready or gone.x_m > 1") == 1);
    CHECK(value_of("gone.x_m > 1 and sonar.failed") == 0);
    CHECK_FALSE(value_of("gone.x_m > 1 and imu.ready").has_value());
    CHECK_FALSE(value_of("imu.ready and gone.x_m > 1").has_value());
    CHECK_FALSE(value_of("1 + gone.x_m").has_value());
    Table table = robot();
    CHECK_FALSE(Expression::parse_condition("not gone.x_m > 1", table).holds(table));
}

TEST_CASE("a value that is not a number is neither less nor more") {
    CHECK(value_of("range.range_m < 1") == 0);
    CHECK(value_of("range.range_m >= 1") == 0);
    CHECK(value_of("range.range_m != range.range_m") == 1);
}

TEST_CASE("an expression tells what it reads") {
    Table table = robot();
    CHECK(Expression::parse("truth.x_m * range.age + truth.x_m", table).handles() == std::vector<std::uint32_t>{0, 3, 0});
    CHECK(Expression::parse("2 * truth.x_m", table).unit() == "m");
}

TEST_CASE("a mistake is one sentence with its column, what was expected and the nearest name") {
    CHECK(fault_of("truth.x > 1") == "column 1: no value 'truth.x'; did you mean 'truth.x_m'?");
    CHECK(fault_of("ground.kind == CLIF") == "column 16: 'ground.kind' is never 'CLIF'; did you mean 'CLIFF'?");
    CHECK(fault_of("truth.x_m >") == "column 12: expected a value: a name, a number, or a parenthesis; found the end");
    CHECK(fault_of("truth.x_m > 1 2") == "column 15: expected a comparison, + - * /, and, or, or the end; found '2'");
    CHECK(fault_of("(1 < 2") == "column 7: expected ')' to close the parenthesis of column 1; found the end");
    CHECK(fault_of("range.age > 5 meter") == "column 15: expected a comparison, + - * /, and, or, or the end; found 'meter'");
    CHECK(fault_of("range.age > 5sec").starts_with("column 14: 'sec' is no unit; known: ns, us, ms, s"));
    CHECK(fault_of("range.age > 5m") == "column 11: '>' has s on its left and m on its right; both sides have to be of one unit");
    CHECK(fault_of("truth.x_m + range.age > 0") ==
          "column 11: '+' has m on its left and s on its right; both sides have to be of one unit");
    CHECK(fault_of("1 < 2 < 3") == "column 7: comparisons do not chain; write 'a < b and b < c'");
    CHECK(fault_of("truth.x_m and imu.ready").starts_with("column 1: 'and' goes with conditions, and this is a number; compare it"));
    CHECK(fault_of("imu.ready > 1") == "column 1: '>' goes with numbers, and this is a condition");
    CHECK(fault_of("imu.ready && sonar.failed") == "column 11: '&&' is written 'and'");
    CHECK(fault_of("truth.x_m = 1") == "column 11: '=' compares nothing; write '=='");
    CHECK(fault_of("!imu.ready") == "column 1: '!' is written 'not'");
    CHECK(fault_of("plan.x_m[-1] > 0") == "column 9: an index is a whole number, such as x_m[3]");
    CHECK(fault_of("nearest(goal) < 1") == "column 1: there is no function 'nearest'; known: abs, min, max, hypot");
    CHECK(fault_of("max(1) > 0") == "column 6: expected ',' and a second value for max; found ')'");
    CHECK(fault_of("truth.x_m").starts_with("column 1: this is a number; expected a condition"));
    CHECK(fault_of("").starts_with("column 1: expected a value"));
    CHECK(fault_of("1e99 > 0") == "column 1: this number is none that fits a float");
    CHECK(fault_of("sonar.failed || imu.ready") == "column 14: '||' is written 'or'");
    CHECK(fault_of("imu.ready == 1") == "column 1: '==' goes with numbers, and this is a condition");
    CHECK(fault_of("1 == imu.ready") == "column 6: '==' goes with numbers, and this is a condition");
    CHECK(fault_of("(1 + 2) and imu.ready") == "column 1: 'and' goes with conditions, and this is a number; compare it, such as it != 0");
    CHECK(fault_of("imu.ready and 2").starts_with("column 15: 'and' goes with conditions"));
    CHECK(fault_of("1 < and") == "column 5: expected a value: a name, a number, or a parenthesis; found 'and'");
    CHECK(fault_of("1 < or") == "column 5: expected a value: a name, a number, or a parenthesis; found 'or'");
    CHECK(fault_of("1 < not") == "column 5: expected a value: a name, a number, or a parenthesis; found 'not'");
    CHECK(fault_of("dist_to(goal 1) < 2") == "column 14: expected ',' or ')' after an argument; found '1'");
    CHECK(fault_of("dist_to(goal, +) < 2") == "column 15: expected a name or a number for dist_to; found '+'");
    CHECK(fault_of("plan.x_m[3 > 0") == "column 9: an index is a whole number, such as x_m[3]");
    CHECK(fault_of("plan.x_m[3") == "column 9: an index is a whole number, such as x_m[3]");
    CHECK(fault_of("plan.x_m. > 0").starts_with("column 9: '.' means nothing here"));
    CHECK(fault_of("1 > .").starts_with("column 5: '.' means nothing here"));
    CHECK(fault_of("1 > .x").starts_with("column 5: '.' means nothing here"));
    CHECK(fault_of("1 > \x7f").starts_with("column 5: this character means nothing here"));
    CHECK(fault_of("1 > \x01").starts_with("column 5: this character means nothing here"));
    CHECK(fault_of("1 > {").starts_with("column 5: '{' means nothing here"));
    CHECK(fault_of("1 > 5Xy_9 2").starts_with("column 6: 'Xy_9' is no unit; known: "));
    CHECK(fault_of("Plan_2 > 1").starts_with("column 1: no value 'Plan_2'; known: "));
    CHECK(fault_of("_plan > 1").starts_with("column 1: no value '_plan'"));
    CHECK(fault_of("a @ b") ==
          "column 3: '@' means nothing here; expected a name, a number, a comparison, + - * /, and, or, not, or parentheses");
}

TEST_CASE("what is nested too deeply is refused, not followed") {
    CHECK(fault_of(std::string(1000, '(')).find("nested more than 64 deep") != std::string::npos);
    CHECK(fault_of(std::string(1000, '-') + "1 > 0").find("nested more than 64 deep") != std::string::npos);
    std::string right = "1";
    for (int i = 0; i < 40; ++i) right = "1 + (" + right + ")";
    CHECK(fault_of(right + " > 0").find("more than 32 values wait") != std::string::npos);
}
