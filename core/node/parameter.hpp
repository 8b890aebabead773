// A node's parameter: typed, with a range, perhaps changeable while the node runs.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/time.hpp"

namespace seqboard {

template <class T>
concept ParamType =
    std::same_as<T, bool> || std::same_as<T, int> || std::same_as<T, float> || std::same_as<T, Duration> || std::same_as<T, std::string>;

/// The smallest and the largest value a parameter may have, both allowed.
template <class T>
struct Limits {
    T min;
    T max;
};

using ParamValue = std::variant<bool, int, float, Duration, std::string>;

struct Parameter {
    std::string name;
    ParamValue value;                        ///< its type is the parameter's type
    std::string fallback{};                  ///< as text; meaningless if required
    std::optional<Limits<double>> limits{};  ///< durations in seconds
    bool required = false;
    bool live = false;
    bool condition = false;  ///< its text is one of core/expression: checked with the node set
};

/// "bool", "int", "float", "duration", "string".
const char* type_name(const ParamValue& value);

/// Reads text as the type that `value` has. False if it is not of that type; a float may carry the unit of its name.
bool parse_param(std::string_view name, std::string_view text, ParamValue& value);
std::string text_of(const ParamValue& value);

/// A limit as people write it: "0.1", "1000000".
std::string number_text(double number);

/// The number that limits are compared with; nothing for bool and string.
std::optional<double> number_of(const ParamValue& value);

/// Empty if the value keeps the limits, else "must be from 0.1 to 10".
std::string limit_fault(const Parameter& parameter, const ParamValue& value);

/// What a value of the type looks like, for error messages: "a number in m/s, such as 0.5".
std::string expected_form(std::string_view name, const ParamValue& value);

/// A parameter that `seqboard set` may change while the node runs. It changes between two steps, never within one.
template <ParamType T>
class Live {
    static_assert(!std::same_as<T, std::string>,
                  "a live parameter is a bool, a number or a Duration: to change a text would allocate in the loop");

public:
    explicit Live(const Parameter& parameter) : value_{std::get_if<T>(&parameter.value)} {}
    operator T() const noexcept { return *value_; }
    T value() const noexcept { return *value_; }

private:
    const T* value_;
};

}  // namespace seqboard
