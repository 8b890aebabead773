#include "core/launch/resource_rule_reader.hpp"

#include "core/launch/launch_keys.hpp"

namespace seqboard {

namespace {

constexpr int kLastProcessor = 127;  // in the smallest cpu_set_t, that of musl: a set is read the same everywhere

std::vector<int> read_affinity(const YamlValue& value, const std::string& where, YamlReader& reader) {
    std::vector<int> processors;
    const std::vector<YamlValue> single{value};
    for (const YamlValue& item : value.is(YamlValue::Kind::kText) ? single : value.items)
        if (const auto processor = reader.integer(item, where, 0, kLastProcessor)) processors.push_back(*processor);
    if (processors.empty() && !reader.findings().has_error_at(value.place))
        reader.findings().error(value.place, where + ": expected a list of processors, such as [0, 1]");
    return processors;
}

/// Words that only mean something together.
void check_schedule(const YamlValue& map, const std::string& where, const ScheduleRule& rule, Findings& findings) {
    const auto* const priority = map.find("priority");
    const auto* const nice = map.find("nice");
    const auto* const rttime = map.find("rttime");
    if (rule.is_realtime() && priority == nullptr) findings.error(map.place, where + ": a real-time policy needs a priority: from 1 to 99");
    if (!rule.is_realtime() && priority != nullptr)
        findings.error(priority->place, where + ": priority: belongs to the policies fifo and rr; add policy: fifo, or give nice:");
    if (!rule.is_realtime() && rttime != nullptr)
        findings.error(rttime->place, where + ": rttime: guards the policies fifo and rr; take it out");
    if (nice != nullptr && rule.policy != SchedulePolicy::kOther && rule.policy != SchedulePolicy::kBatch)
        findings.error(nice->place, where + ": nice: means nothing to this policy; take it out");
}

}  // namespace

ScheduleRule read_schedule_rule(const YamlValue& value, const std::string& where, YamlReader& reader) {
    ScheduleRule rule;
    if (!reader.is_map(value, where, "{policy: fifo, priority: 20}")) return rule;
    reader.check_keys(value, where, names_of(schedule_keys()));
    if (const auto* const policy = value.find("policy"))
        rule.policy = static_cast<SchedulePolicy>(
            reader.choice(policy->value, where + ": policy", words_of(*find_key(schedule_keys(), "policy"))).value_or(0));
    if (const auto* const priority = value.find("priority"))
        rule.priority = reader.integer(priority->value, where + ": priority", 1, 99).value_or(0);
    if (const auto* const nice = value.find("nice")) rule.nice = reader.integer(nice->value, where + ": nice", -20, 19).value_or(0);
    if (const auto* const affinity = value.find("affinity")) rule.affinity = read_affinity(affinity->value, where + ": affinity", reader);
    if (const auto* const mlock = value.find("mlock")) rule.mlock = reader.boolean(mlock->value, where + ": mlock");
    if (const auto* const rttime = value.find("rttime"))
        rule.rttime = reader.duration(rttime->value, where + ": rttime", std::chrono::milliseconds{1}).value_or(rule.rttime);
    check_schedule(value, where, rule, reader.findings());
    return rule;
}

LimitsRule read_limits_rule(const YamlValue& value, const std::string& where, YamlReader& reader) {
    LimitsRule rule;
    if (!reader.is_map(value, where, "{rss: 8M, nofile: 64}")) return rule;
    reader.check_keys(value, where, names_of(limits_keys()));
    const auto bytes = [&](const char* key) {
        const auto* const member = value.find(key);
        return member == nullptr ? std::nullopt : reader.bytes(member->value, where + ": " + key);
    };
    rule.rss_bytes = bytes("rss");
    rule.address_space_bytes = bytes("as");
    rule.core_bytes = bytes("core");
    rule.stack_bytes = bytes("stack");
    if (const auto* const files = value.find("nofile"))
        if (const auto count = reader.integer(files->value, where + ": nofile", 8, 1 << 20))
            rule.open_files = static_cast<std::uint64_t>(*count);
    if (const auto* const score = value.find("oom_score_adj"))
        rule.oom_score_adj = reader.integer(score->value, where + ": oom_score_adj", -1000, 1000);
    if (const auto* const action = value.find("on_rss")) {
        rule.rss_restarts = reader.choice(action->value, where + ": on_rss", words_of(*find_key(limits_keys(), "on_rss"))).value_or(0) == 1;
        if (value.find("rss") == nullptr)
            reader.findings().error(action->place, where + ": on_rss: says what follows a breach of rss:, which is missing; add rss: 8M");
    }
    return rule;
}

}  // namespace seqboard
