#include "nodes/sim/scenario.hpp"

#include <algorithm>
#include <string>

#include "core/exit_code.hpp"
#include "core/log.hpp"
#include "core/names.hpp"

namespace seqboard::sim {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr const char* kBlanks = " \t\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

[[noreturn]] void refuse(std::string_view entry, const std::string& why) {
    throw StartError{ExitCode::kConfig, "scenario: '" + std::string{entry} + "' " + why};
}

}  // namespace

Scenario::Scenario(std::string_view text, std::deque<Parameter>& parameters) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        if (const std::string_view entry = trimmed(text.substr(0, end)); !entry.empty()) changes_.push_back(parse(entry, parameters));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    std::stable_sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
}

Scenario::Change Scenario::parse(std::string_view entry, std::deque<Parameter>& parameters) {
    const std::size_t colon = entry.find(':'), equals = entry.find('=');
    const auto at = parse_duration(trimmed(entry.substr(0, colon)));
    if (!at || equals == std::string_view::npos || colon > equals)
        refuse(entry, "is no change; expected a time and a parameter's value, such as '2s: sonar_fault=1'");
    const std::string name{trimmed(entry.substr(colon + 1, equals - colon - 1))};
    const std::string value{trimmed(entry.substr(equals + 1))};
    std::vector<std::string> known;
    for (Parameter& parameter : parameters) {
        if (!parameter.live) continue;
        known.push_back(parameter.name);
        if (parameter.name != name) continue;
        Change change{*at, &parameter, parameter.value};
        if (!parse_param(name, value, change.value)) refuse(entry, "gives no value; expected " + expected_form(name, parameter.value));
        if (const std::string fault = limit_fault(parameter, change.value); !fault.empty()) refuse(entry, fault);
        return change;
    }
    refuse(entry, "changes '" + name + "', which is no live parameter of this node" + suggestion(name, known));
}

void Scenario::advance(Duration since_start) {
    for (; next_ < changes_.size() && changes_[next_].at <= since_start; ++next_) {
        const Change& change = changes_[next_];
        change.parameter->value = change.value;
        log_line(LogLevel::kInfo, "scenario: after %.2f s: %s = %s", static_cast<double>(seconds_of(since_start)),
                 change.parameter->name.c_str(), text_of(change.value).c_str());
    }
}

}  // namespace seqboard::sim
