#include "core/launch/yaml/yaml_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "core/names.hpp"

namespace seqboard {

namespace {

template <class Number>
std::optional<Number> parse(const std::string& text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string short_text(float number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", static_cast<double>(number));
    return text;
}

}  // namespace

void YamlReader::check_keys(const YamlValue& map, const std::string& where, std::initializer_list<const char*> known) {
    const std::vector<std::string> names{known.begin(), known.end()};
    for (const YamlMember& member : map.members)
        if (std::find(names.begin(), names.end(), member.key) == names.end())
            findings_.error(member.place,
                            where + (where.empty() ? "" : ": ") + "unknown key '" + member.key + "'" + suggestion(member.key, names));
}

bool YamlReader::is_map(const YamlValue& value, const std::string& where, const std::string& example) {
    if (value.is(YamlValue::Kind::kMap)) return true;
    findings_.error(value.place, where + ": this is " + kind_text(value) + "; expected a map such as " + example);
    return false;
}

void YamlReader::unexpected(const YamlValue& value, const std::string& where, const std::string& text, const std::string& expected) {
    findings_.error(value.place, where + ": '" + text + "'; expected " + expected);
}

std::optional<std::string> YamlReader::text(const YamlValue& value, const std::string& where) {
    if (value.is(YamlValue::Kind::kText)) return variables_.expand(value);
    findings_.error(value.place, where + ": this is " + kind_text(value) + "; expected one value");
    return std::nullopt;
}

std::optional<std::string> YamlReader::name(const YamlValue& value, const std::string& where) {
    const auto word = text(value, where);
    if (!word || is_valid_name(*word)) return word;
    unexpected(value, where, *word, "a name: 1 to 47 of A-Z a-z 0-9 _ . - that does not start with a dot");
    return std::nullopt;
}

std::optional<bool> YamlReader::boolean(const YamlValue& value, const std::string& where) {
    const auto word = text(value, where);
    if (!word) return std::nullopt;
    if (*word == "true") return true;
    if (*word == "false") return false;
    unexpected(value, where, *word, "true or false");
    return std::nullopt;
}

std::optional<int> YamlReader::integer(const YamlValue& value, const std::string& where, int least, int most) {
    const auto word = text(value, where);
    if (!word) return std::nullopt;
    const auto number = parse<int>(*word);
    if (number && *number >= least && *number <= most) return number;
    unexpected(value, where, *word, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

std::optional<float> YamlReader::number(const YamlValue& value, const std::string& where, float least, float most) {
    const auto word = text(value, where);
    if (!word) return std::nullopt;
    const auto number = parse<float>(*word);
    if (number && *number >= least && *number <= most) return number;
    unexpected(value, where, *word, "a number from " + short_text(least) + " to " + short_text(most));
    return std::nullopt;
}

std::optional<Duration> YamlReader::duration(const YamlValue& value, const std::string& where, Duration least) {
    const auto word = text(value, where);
    if (!word) return std::nullopt;
    const auto time = parse_duration(*word);
    if (time && *time >= least) return time;
    unexpected(value, where, *word, "a time with its unit, such as 250ms");
    return std::nullopt;
}

}  // namespace seqboard
