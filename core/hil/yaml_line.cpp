#include "core/hil/yaml_line.hpp"

namespace seqboard::hil {

namespace {

std::string in_quotes(const std::string& text, bool literally) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        if (c == '$' && literally) result += '$';
        if (c == '\n') result += "\\n";
        else result += c;
    }
    return result + "\"";
}

}  // namespace

std::string quoted(const std::string& text) { return in_quotes(text, true); }

std::string yaml_line(const YamlValue& value) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    switch (value.kind) {
        case YamlValue::Kind::kText: return in_quotes(value.text, false);
        case YamlValue::Kind::kList:
            for (const YamlValue& item : value.items) add(yaml_line(item));
            return "[" + text + "]";
        case YamlValue::Kind::kMap:
            for (const YamlMember& member : value.members) add(in_quotes(member.key, false) + ": " + yaml_line(member.value));
            return "{" + text + "}";
        default: return "~";
    }
}

}  // namespace seqboard::hil
