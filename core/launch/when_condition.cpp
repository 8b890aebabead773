#include "core/launch/when_condition.hpp"

#include <algorithm>
#include <charconv>

#include "core/names.hpp"

namespace seqboard {

namespace {

/// What is wrong with a condition, in words; never leaves this file.
struct Fault {
    std::string sentence;
};

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-' || c == '/' ||
           c == ':';
}

std::vector<std::string> words_in(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        if (text[at] == ' ') {
            at = end;
            continue;
        }
        if (is_word_byte(text[at])) {
            while (end < text.size() && is_word_byte(text[end])) ++end;
        } else if (text[at] == '"' || text[at] == '\'') {
            end = text.find(text[at], at + 1);
            if (end == std::string::npos) throw Fault{"a quotation mark is missing"};
            ++end;
        } else if (end < text.size() && text[end] == '=' && std::string_view{"=!<>"}.find(text[at]) != std::string_view::npos) {
            ++end;
        } else if (std::string_view{"()<>"}.find(text[at]) == std::string_view::npos) {
            throw Fault{std::string{"'"} + text[at] + "' is no part of a condition"};
        }
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

std::optional<float> number_in(const std::string& text) {
    float number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

/// Recursive descent, one function for each level of the grammar.
class WhenReader {
public:
    WhenReader(const std::string& text, const WhenScope& scope) : words_{words_in(text)}, scope_{scope} {}

    bool read() {
        const bool holds = either();
        if (at_ < words_.size()) throw Fault{"'" + words_[at_] + "' is not expected here"};
        return holds;
    }

private:
    bool either() {
        bool holds = both();
        while (take("or")) holds = both() || holds;
        return holds;
    }
    bool both() {
        bool holds = term();
        while (take("and")) holds = term() && holds;
        return holds;
    }
    bool term() {
        if (take("not")) return !term();
        if (!take("(")) return comparison();
        const bool holds = either();
        if (!take(")")) throw Fault{"a ')' is missing"};
        return holds;
    }

    bool comparison() {
        const std::string name = next("a variable or profile");
        for (const char* const sign : {"==", "!=", "<=", ">=", "<", ">"})
            if (take(sign)) return compare(name, sign, literal());
        if (name == "profile") throw Fault{"profile needs a value; write profile == NAME"};
        const std::string value = value_of(name);
        if (value == "true" || value == "false") return value == "true";
        throw Fault{"'" + name + "' is '" + value + "', neither true nor false; compare it: " + name + " == VALUE"};
    }

    bool compare(const std::string& name, const std::string& sign, const std::string& wanted) const {
        if (name == "profile") return compare_profile(sign, wanted);
        const std::string value = value_of(name);
        const auto a = number_in(value);
        const auto b = number_in(wanted);
        if (sign == "==" || sign == "!=") return (a && b ? *a == *b : value == wanted) == (sign == "==");
        if (!a || !b) throw Fault{"'" + (a ? wanted : value) + "' is no number, so " + sign + " means nothing; expected == or !="};
        return sign == "<" ? *a < *b : sign == "<=" ? *a <= *b : sign == ">" ? *a > *b : *a >= *b;
    }

    bool compare_profile(const std::string& sign, const std::string& wanted) const {
        if (sign != "==" && sign != "!=") throw Fault{"profile can be compared with == and != only"};
        const auto& known = scope_.known_profiles;
        if (std::find(known.begin(), known.end(), wanted) == known.end())
            throw Fault{"there is no profile '" + wanted + "'" + suggestion(wanted, known)};
        const bool active = std::find(scope_.profiles.begin(), scope_.profiles.end(), wanted) != scope_.profiles.end();
        return active == (sign == "==");
    }

    std::string value_of(const std::string& name) const {
        if (const auto value = scope_.variables.find(name)) return *value;
        std::vector<std::string> known = scope_.variables.names();
        known.emplace_back("profile");
        throw Fault{"unknown variable '" + name + "'" + suggestion(name, known)};
    }

    std::string literal() {
        const std::string word = next("a value");
        const bool quoted = word.front() == '"' || word.front() == '\'';
        return quoted ? word.substr(1, word.size() - 2) : word;
    }

    bool take(const std::string& word) {
        const bool is_next = at_ < words_.size() && words_[at_] == word;
        at_ += is_next;
        return is_next;
    }
    std::string next(const char* expected) {
        if (at_ == words_.size()) throw Fault{std::string{"it ends where "} + expected + " is expected"};
        return words_[at_++];
    }

    std::vector<std::string> words_;
    const WhenScope& scope_;
    std::size_t at_ = 0;
};

}  // namespace

std::optional<bool> read_when(const YamlValue& value, const std::string& where, const WhenScope& scope, Findings& findings) {
    if (!value.is(YamlValue::Kind::kText)) {
        findings.error(value.place, where + ": this is " + kind_text(value) + "; expected a condition such as \"profile == sim\"");
        return std::nullopt;
    }
    try {
        return WhenReader{scope.variables.expand(value), scope}.read();
    } catch (const Fault& fault) {
        findings.error(value.place, where + ": '" + value.text + "': " + fault.sentence);
        return std::nullopt;
    }
}

}  // namespace seqboard
