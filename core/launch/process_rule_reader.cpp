#include "core/launch/process_rule_reader.hpp"

#include <filesystem>

#include "core/launch/launch_keys.hpp"
#include "core/launch/signal_name.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

/// Its program is named by path, relative to the file.
std::vector<std::string> read_command(const YamlValue& value, const std::string& where, YamlReader& reader) {
    std::vector<std::string> command = reader.texts(value, where, "[/bin/test, -e, /run/up]");
    if (command.empty() || command.front().find('/') == std::string::npos) {
        if (!reader.findings().has_error_at(value.place))
            reader.findings().error(value.place, where + ": expected the path of a program, such as /bin/test or ./probe");
        return {};
    }
    const auto folder = std::filesystem::absolute(value.place.file).parent_path();
    command.front() = (folder / command.front()).lexically_normal().string();
    return command;
}

}  // namespace

StopRule read_stop_rule(const YamlValue& value, const std::string& where, YamlReader& reader) {
    StopRule rule;
    if (!reader.is_map(value, where, "{timeout: 2s}")) return rule;
    reader.check_keys(value, where, names_of(stop_keys()));
    if (const auto* const timeout = value.find("timeout"))
        rule.timeout = reader.duration(timeout->value, where + ": timeout").value_or(rule.timeout);
    if (const auto* const scope = value.find("scope"))
        rule.whole_group = reader.choice(scope->value, where + ": scope", words_of(*find_key(stop_keys(), "scope"))).value_or(0) == 0;
    const auto* const signal = value.find("signal");
    const auto name = signal == nullptr ? std::nullopt : reader.text(signal->value, where + ": signal");
    if (!name) return rule;
    if (const auto number = signal_number(*name)) rule.signal = *number;
    else
        reader.findings().error(signal->value.place,
                                where + ": signal: '" + *name + "'; expected the name of a signal" + suggestion(*name, signal_names()));
    return rule;
}

ReadyRule read_ready_rule(const YamlValue& value, const std::string& where, YamlReader& reader) {
    ReadyRule rule;
    if (value.is(YamlValue::Kind::kText)) {
        rule.notify = reader.choice(value, where, words_of(*find_key(node_keys(), "ready"))).has_value();
        return rule;
    }
    if (!reader.is_map(value, where, "{slot: range_front, timeout: 5s}")) return rule;
    reader.check_keys(value, where, names_of(ready_keys()));
    if (const auto* const notify = value.find("notify")) rule.notify = reader.boolean(notify->value, where + ": notify").value_or(false);
    if (const auto* const slot = value.find("slot")) rule.slot = reader.name(slot->value, where + ": slot").value_or("");
    if (const auto* const delay = value.find("delay")) rule.delay = reader.duration(delay->value, where + ": delay").value_or(rule.delay);
    if (const auto* const exec = value.find("exec")) rule.command = read_command(exec->value, where + ": exec", reader);
    if (const auto* const timeout = value.find("timeout"))
        rule.timeout = reader.duration(timeout->value, where + ": timeout").value_or(rule.timeout);
    if (rule.delay >= rule.timeout)
        reader.findings().error(value.place, where + ": delay is " + text_of(rule.delay) + ", but the timeout is " + text_of(rule.timeout) +
                                                 ", so it would never be ready; give a longer timeout:");
    return rule;
}

LogRule read_log_rule(const YamlValue& value, const std::string& where, YamlReader& reader) {
    LogRule rule;
    if (!reader.is_map(value, where, "{size: 256k, keep: 1, rate: 100}")) return rule;
    reader.check_keys(value, where, names_of(log_keys()));
    if (const auto* const size = value.find("size")) {
        rule.size_bytes = reader.bytes(size->value, where + ": size").value_or(rule.size_bytes);
        if (rule.size_bytes < 4096)
            reader.findings().error(size->value.place, where + ": size: " + std::to_string(rule.size_bytes) +
                                                           " bytes; expected 4k or more, or every word would start a new file");
    }
    if (const auto* const keep = value.find("keep")) rule.keep = reader.integer(keep->value, where + ": keep", 0, 9).value_or(rule.keep);
    if (const auto* const rate = value.find("rate"))
        rule.lines_per_second = reader.integer(rate->value, where + ": rate", 1, 1'000'000).value_or(0);
    if (const auto* const dead = value.find("dead_lines"))
        rule.dead_lines = static_cast<std::size_t>(reader.integer(dead->value, where + ": dead_lines", 0, 10'000).value_or(200));
    return rule;
}

}  // namespace seqboard
