#include "core/launch/restart_rule_reader.hpp"

#include <charconv>

#include "core/launch/launch_keys.hpp"
#include "core/launch/signal_name.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

void read_policy(const YamlValue& value, const std::string& where, RestartRule& rule, YamlReader& reader) {
    if (const auto word = reader.choice(value, where, words_of(*find_key(node_keys(), "restart"))))
        rule.when = static_cast<RestartWhen>(*word);
}

void read_growing_delay(const YamlValue& map, const std::string& where, RestartRule& rule, YamlReader& reader) {
    reader.check_keys(map, where, names_of(delay_keys()));
    GrowingDelay& growth = rule.growth.emplace();
    if (const auto* const initial = map.find("initial"))
        growth.initial = reader.duration(initial->value, where + ": initial", Duration::zero()).value_or(growth.initial);
    if (const auto* const factor = map.find("factor"))
        growth.factor = reader.number(factor->value, where + ": factor", 1, 100).value_or(growth.factor);
    if (const auto* const max = map.find("max")) growth.max = reader.duration(max->value, where + ": max").value_or(growth.max);
    if (const auto* const jitter = map.find("jitter"))
        growth.jitter_ratio = reader.number(jitter->value, where + ": jitter", 0, 1).value_or(growth.jitter_ratio);
    if (growth.max < growth.initial)
        reader.findings().error(map.place, where + ": max is " + text_of(growth.max) + ", less than initial: " + text_of(growth.initial));
}

void read_delay(const YamlValue& value, const std::string& where, RestartRule& rule, YamlReader& reader) {
    if (value.is(YamlValue::Kind::kMap)) return read_growing_delay(value, where, rule, reader);
    rule.delays.clear();
    const std::vector<YamlValue> items = value.is(YamlValue::Kind::kText) ? std::vector{value} : value.items;
    if (items.empty()) reader.findings().error(value.place, where + ": expected a list of times, such as [0ms, 200ms, 1s]");
    for (const YamlValue& item : items)
        if (const auto delay = reader.duration(item, where, Duration::zero())) rule.delays.push_back(*delay);
}

/// An exit code, or 128 and the signal, as exit_code_of() tells them.
std::optional<int> end_code(const std::string& word) {
    int code = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), code);
    if (error == std::errc{} && end == word.data() + word.size()) return code >= 1 && code <= 255 ? std::optional{code} : std::nullopt;
    const auto signal = signal_number(word);
    return signal ? std::optional{128 + *signal} : std::nullopt;
}

void read_no_restart_on(const YamlValue& value, const std::string& where, RestartRule& rule, YamlReader& reader) {
    for (const std::string& word : reader.texts(value, where, "[3, SIGSEGV]")) {
        if (const auto code = end_code(word)) rule.no_restart_on.push_back(*code);
        else
            reader.findings().error(value.place, where + ": '" + word + "'; expected an exit code from 1 to 255 or a signal" +
                                                     suggestion(word, signal_names()));
    }
}

}  // namespace

RestartRule read_restart_rule(const YamlValue& value, const std::string& where, YamlReader& reader) {
    RestartRule rule;
    if (value.is(YamlValue::Kind::kText)) {
        read_policy(value, where, rule, reader);
        return rule;
    }
    if (!reader.is_map(value, where, "{policy: on_failure, delay: [0ms, 1s], max: 5, window: 60s}")) return rule;
    reader.check_keys(value, where, names_of(restart_keys()));
    if (const auto* const policy = value.find("policy")) read_policy(policy->value, where, rule, reader);
    if (const auto* const delay = value.find("delay")) read_delay(delay->value, where + ": delay", rule, reader);
    if (const auto* const max = value.find("max")) rule.max_restarts = reader.integer(max->value, where + ": max", 0, 1000).value_or(0);
    if (const auto* const window = value.find("window"))
        rule.window = reader.duration(window->value, where + ": window").value_or(rule.window);
    if (const auto* const reset = value.find("reset_after")) rule.reset_after = reader.duration(reset->value, where + ": reset_after");
    if (const auto* const never = value.find("no_restart_on")) read_no_restart_on(never->value, where + ": no_restart_on", rule, reader);
    return rule;
}

}  // namespace seqboard
