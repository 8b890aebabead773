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

void YamlReader::check_keys(const YamlValue& map, const std::string& where, const std::vector<std::string>& known) {
    for (const YamlMember& member : map.members)
        if (std::find(known.begin(), known.end(), member.key) == known.end())
            findings_.error(member.place,
                            where + (where.empty() ? "" : ": ") + "unknown key '" + member.key + "'" + suggestion(member.key, known));
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
    auto word = text(value, where);
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

std::optional<std::uint64_t> YamlReader::bytes(const YamlValue& value, const std::string& where) {
    const auto word = text(value, where);
    if (!word) return std::nullopt;
    const std::size_t digits = std::min(word->find_first_not_of("0123456789"), word->size());
    const std::string unit = word->substr(digits);
    const auto number = parse<std::uint64_t>(word->substr(0, digits));
    const int shift = unit.empty() ? 0 : unit == "k" ? 10 : unit == "M" ? 20 : unit == "G" ? 30 : -1;
    if (number && shift >= 0 && *number <= (std::uint64_t{1} << 40U)) return *number << static_cast<unsigned>(shift);
    unexpected(value, where, *word, "a number of bytes, such as 4096, 64k or 16M");
    return std::nullopt;
}

std::optional<std::size_t> YamlReader::choice(const YamlValue& value, const std::string& where, const std::vector<std::string>& words) {
    const auto word = text(value, where);
    if (!word) return std::nullopt;
    if (const auto found = std::find(words.begin(), words.end(), *word); found != words.end())
        return static_cast<std::size_t>(found - words.begin());
    std::string expected;
    for (std::size_t i = 0; i < words.size(); ++i) expected += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    const std::string_view near = nearest_name(*word, words);
    unexpected(value, where, *word, expected + (near.empty() ? "" : "; did you mean '" + std::string{near} + "'?"));
    return std::nullopt;
}

std::vector<std::string> YamlReader::texts(const YamlValue& value, const std::string& where, const std::string& example) {
    std::vector<std::string> texts;
    const std::vector<YamlValue> single{value};
    if (!value.is(YamlValue::Kind::kText) && !value.is(YamlValue::Kind::kList))
        findings_.error(value.place, where + ": this is " + kind_text(value) + "; expected a list such as " + example);
    for (const YamlValue& item : value.is(YamlValue::Kind::kText) ? single : value.items)
        if (const auto word = text(item, where)) texts.push_back(*word);
    return texts;
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
