#include "core/launch/health_rule.hpp"

#include "core/launch/launch_keys.hpp"

namespace seqboard {

namespace {

constexpr int kMost = 1'000'000;
constexpr Duration kShortestHeartbeat = std::chrono::milliseconds{110};

void read_slots(const YamlValue& value, const std::string& where, YamlReader& reader, HealthRule& rule) {
    if (!reader.is_map(value, where, "{range: 200ms}")) return;
    for (const YamlMember& member : value.members)
        if (const auto max_age = reader.duration(member.value, where + ": " + member.key))
            rule.slots.push_back({{member.key, member.place}, *max_age});
}

void read_deadlines(const YamlValue& value, const std::string& where, YamlReader& reader, HealthRule& rule) {
    if (!reader.is_map(value, where, "{max: 5, window: 10s}")) return;
    reader.check_keys(value, where, names_of(deadline_keys()));
    HealthRule::Deadlines deadlines{.max = 0, .window = std::chrono::seconds{10}};
    if (const auto* const max = value.find("max"))
        deadlines.max = static_cast<std::uint32_t>(reader.integer(max->value, where + ": max", 0, kMost).value_or(0));
    else reader.findings().error(value.place, where + ": max is missing; say how many periods may be missed within the window");
    if (const auto* const window = value.find("window"))
        deadlines.window = reader.duration(window->value, where + ": window").value_or(deadlines.window);
    rule.deadline_misses = deadlines;
}

}  // namespace

HealthRule read_health_rule(const YamlValue& value, const std::string& where, YamlReader& reader) {
    HealthRule rule;
    if (value.is(YamlValue::Kind::kText) && value.text == "off") {
        rule.enabled = false;
        return rule;
    }
    if (!reader.is_map(value, where, "{heartbeat: 500ms, misses: 3}, or off")) return rule;
    reader.check_keys(value, where, names_of(health_keys()));
    if (const auto* const heartbeat = value.find("heartbeat")) {
        rule.heartbeat = reader.duration(heartbeat->value, where + ": heartbeat").value_or(rule.heartbeat);
        if (rule.heartbeat < kShortestHeartbeat)
            reader.findings().error(heartbeat->value.place, where + ": heartbeat: '" + text_of(rule.heartbeat) + "'; expected " +
                                                                text_of(kShortestHeartbeat) +
                                                                " or more: an idle node shows itself every 100 ms");
    }
    if (const auto* const misses = value.find("misses")) rule.misses = reader.integer(misses->value, where + ": misses", 1, kMost);
    if (const auto* const max_step = value.find("max_step")) rule.max_step = reader.duration(max_step->value, where + ": max_step");
    if (const auto* const slots = value.find("slots")) read_slots(slots->value, where + ": slots", reader, rule);
    if (const auto* const deadlines = value.find("deadline_misses"))
        read_deadlines(deadlines->value, where + ": deadline_misses", reader, rule);
    return rule;
}

}  // namespace seqboard
