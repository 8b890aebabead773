#include "core/node/parameter.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/schema/units.hpp"

namespace seqboard {

namespace {

bool parse_float(std::string_view name, std::string_view text, float& value) {
    const std::string copy{text};
    char* end = nullptr;
    value = std::strtof(copy.c_str(), &end);
    if (end == copy.c_str() || !std::isfinite(value)) return false;
    while (*end == ' ') ++end;
    return *end == '\0' || end == unit_of(name);
}

bool parse_int(std::string_view text, int& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string number_text(double number) {
    char text[32];
    std::snprintf(text, sizeof text, number == std::floor(number) && std::abs(number) < 1e15 ? "%.0f" : "%.6g", number);
    return text;
}

const char* type_name(const ParamValue& value) {
    constexpr const char* kNames[] = {"bool", "int", "float", "duration", "string"};
    return kNames[value.index()];
}

bool parse_param(std::string_view name, std::string_view text, ParamValue& value) {
    if (auto* const flag = std::get_if<bool>(&value)) {
        *flag = text == "true";
        return text == "true" || text == "false";
    }
    if (auto* const number = std::get_if<int>(&value)) return parse_int(text, *number);
    if (auto* const number = std::get_if<float>(&value)) return parse_float(name, text, *number);
    if (auto* const duration = std::get_if<Duration>(&value)) {
        const auto parsed = parse_duration(text);
        *duration = parsed.value_or(Duration::zero());
        return parsed.has_value();
    }
    std::get<std::string>(value) = text;
    return true;
}

std::string text_of(const ParamValue& value) {
    if (const auto* const flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* const duration = std::get_if<Duration>(&value)) return text_of(*duration);
    if (const auto* const text = std::get_if<std::string>(&value)) return *text;
    if (const auto* const number = std::get_if<int>(&value)) return std::to_string(*number);
    return number_text(static_cast<double>(std::get<float>(value)));
}

std::optional<double> number_of(const ParamValue& value) {
    if (const auto* const number = std::get_if<int>(&value)) return *number;
    if (const auto* const number = std::get_if<float>(&value)) return static_cast<double>(*number);
    if (const auto* const duration = std::get_if<Duration>(&value)) return std::chrono::duration<double>(*duration).count();
    return std::nullopt;
}

std::string limit_fault(const Parameter& parameter, const ParamValue& value) {
    const std::optional<double> number = number_of(value);
    if (!parameter.limits || !number) return "";
    if (*number >= parameter.limits->min && *number <= parameter.limits->max) return "";
    return "must be from " + number_text(parameter.limits->min) + " to " + number_text(parameter.limits->max);
}

std::string expected_form(std::string_view name, const ParamValue& value) {
    if (std::holds_alternative<bool>(value)) return "true or false";
    if (std::holds_alternative<int>(value)) return "a whole number";
    if (std::holds_alternative<Duration>(value)) return "a time with its unit, such as 250ms";
    if (std::holds_alternative<std::string>(value)) return "text";
    const std::string_view unit = unit_of(name);
    return "a number" + (unit.empty() || unit == "1" ? "" : " in " + std::string{unit});
}

}  // namespace seqboard
