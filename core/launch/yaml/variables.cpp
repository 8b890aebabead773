#include "core/launch/yaml/variables.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "core/names.hpp"

namespace seqboard {

void Variables::define(const YamlValue& vars) {
    if (!vars.is(YamlValue::Kind::kMap)) {
        findings_.error(vars.place, std::string{"vars: this is "} + kind_text(vars) + "; expected a map such as {goal_x_m: 3.2}");
        return;
    }
    for (const YamlMember& member : vars.members) {
        if (!is_valid_name(member.key))
            findings_.error(member.place,
                            "vars: '" + member.key + "': a name is 1 to 47 of A-Z a-z 0-9 _ . - and does not start with a dot");
        else if (member.key == "dir" || member.key == "config")
            findings_.error(member.place, "vars: '" + member.key + "' is built in; choose another name");
        else if (!member.value.is(YamlValue::Kind::kText))
            findings_.error(member.value.place, "vars: '" + member.key + "' is " + kind_text(member.value) + "; expected one value");
        else vars_[member.key] = member.value;
    }
}

bool Variables::override_with(const std::string& name, const std::string& value) {
    const auto known = vars_.find(name);
    if (known == vars_.end()) return false;
    known->second.text = value;
    known->second.place = {"--set " + name + "=" + value};
    return true;
}

std::optional<std::string> Variables::find(const std::string& name) {
    const auto known = vars_.find(name);
    return known == vars_.end() ? std::nullopt : std::optional{expand(known->second)};
}

std::string Variables::expand(const YamlValue& text) { return expand(text.text, text.place); }

std::string Variables::expand(const std::string& text, const YamlPlace& place) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.compare(at, 2, "$$") == 0) {
            result += '$';
            ++at;
        } else if (text.compare(at, 2, "${") == 0) {
            const std::size_t end = text.find('}', at);
            if (end == std::string::npos) {
                findings_.error(place, "'" + text + "': the '}' of a variable is missing");
                return result;
            }
            result += value_of(text.substr(at + 2, end - at - 2), place);
            at = end;
        } else {
            result += text[at];
        }
    }
    return result;
}

std::string Variables::value_of(const std::string& name, const YamlPlace& place) {
    if (name == "dir") return board_directory_;
    if (name == "config") {
        const std::string folder = std::filesystem::path{place.file}.parent_path().string();
        return folder.empty() ? "." : folder;
    }
    if (name.starts_with("env:")) return environment(name.substr(4), place);
    const auto known = vars_.find(name);
    if (known == vars_.end()) {
        findings_.error(place, "unknown variable '${" + name + "}'" + suggestion(name, names()));
        return "";
    }
    if (std::find(expanding_.begin(), expanding_.end(), name) != expanding_.end()) {
        findings_.error(place, "the variable '${" + name + "}' is made of itself; give it a value");
        return "";
    }
    expanding_.push_back(name);
    std::string value = expand(known->second);
    expanding_.pop_back();
    return value;
}

std::string Variables::environment(const std::string& name, const YamlPlace& place) {
    const std::size_t fallback = name.find(":-");
    const std::string variable = name.substr(0, fallback);
    if (const char* const value = std::getenv(variable.c_str()); value != nullptr && *value != '\0') return value;
    if (fallback != std::string::npos) return name.substr(fallback + 2);
    findings_.error(place, "the environment has no " + variable + "; set it, or give a default: ${env:" + variable + ":-DEFAULT}");
    return "";
}

std::vector<std::string> Variables::names() const {
    std::vector<std::string> names;
    for (const auto& [name, value] : vars_) names.push_back(name);
    names.insert(names.end(), {"dir", "config"});
    return names;
}

}  // namespace seqboard
