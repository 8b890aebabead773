#include "core/launch/mode_rule.hpp"

#include "core/launch/launch_keys.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

ModeRule read_mode_rule(const YamlMember& member, YamlReader& reader) {
    const std::string where = "modes: " + member.key;
    ModeRule rule;
    rule.name = {member.key, member.place};
    if (!is_valid_name(member.key)) reader.findings().error(member.place, where + ": not a valid name");
    if (!reader.is_map(member.value, where, "{when: \"range.age > 500ms\", set: {follower.max_speed_m_s: 0.08}}")) return rule;
    reader.check_keys(member.value, where, names_of(mode_keys()));
    if (const auto* const when = member.value.find("when"))
        rule.when = {reader.text(when->value, where + ": when").value_or(""), when->value.place};
    if (const auto* const set = member.value.find("set");
        set != nullptr && reader.is_map(set->value, where + ": set", "{follower.max_speed_m_s: 0.08}"))
        for (const YamlMember& setting : set->value.members)
            if (const auto text = reader.text(setting.value, where + ": set: " + setting.key))
                rule.settings.push_back({{setting.key, setting.place}, {*text, setting.value.place}});
    if (const auto* const safe_stop = member.value.find("safe_stop"))
        rule.safe_stop = reader.boolean(safe_stop->value, where + ": safe_stop").value_or(false);
    if (const auto* const hold = member.value.find("for"))
        rule.hold = reader.duration(hold->value, where + ": for", Duration::zero()).value_or(rule.hold);
    if (const auto* const clear = member.value.find("clear_after"))
        rule.clear_after = reader.duration(clear->value, where + ": clear_after", Duration::zero()).value_or(rule.clear_after);
    return rule;
}

}  // namespace

std::vector<ModeRule> read_mode_rules(const YamlValue& value, YamlReader& reader) {
    std::vector<ModeRule> rules;
    if (!reader.is_map(value, "modes", "{halt: {safe_stop: true}}")) return rules;
    for (const YamlMember& member : value.members) rules.push_back(read_mode_rule(member, reader));
    return rules;
}

}  // namespace seqboard
